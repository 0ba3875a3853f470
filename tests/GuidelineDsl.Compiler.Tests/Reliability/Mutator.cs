using System.Text;

namespace GuidelineDsl.Compiler.Tests.Reliability;

/// <summary>Changes texts at random: characters, words and lines are cut, doubled, swapped, replaced, or taken from another text.</summary>
internal sealed class Mutator(int seed, IReadOnlyList<string> dictionary)
{
    private readonly Random _random = new(seed);

    public string Mutate(string text, string other)
    {
        StringBuilder changed = new(text);
        for (int i = _random.Next(1, 5); i > 0; i--)
        {
            Once(changed, other);
        }

        return changed.ToString();
    }

    private void Once(StringBuilder text, string other)
    {
        int at = _random.Next(text.Length + 1);
        int length = Math.Min(text.Length - at, _random.Next(8) == 0 ? _random.Next(400) : _random.Next(12));
        switch (_random.Next(9))
        {
            case 0:
                text.Remove(at, length);
                break;
            case 1:
                text.Insert(at, text.ToString(at, length));
                break;
            case 2:
                string piece = text.ToString(at, length);
                text.Remove(at, length).Insert(_random.Next(text.Length + 1), piece);
                break;
            case 3:
                text.Insert(at, dictionary[_random.Next(dictionary.Count)]);
                break;
            case 4:
                text.Remove(at, length).Insert(at, dictionary[_random.Next(dictionary.Count)]);
                break;
            case 5:
                int from = _random.Next(other.Length + 1);
                text.Insert(at, other.AsSpan(from, Math.Min(other.Length - from, _random.Next(200))));
                break;
            case 6 when length > 0:
                text[at] = (char)_random.Next(_random.Next(3) == 0 ? 0x10000 : 0x80);
                break;
            case 7:
                text.Insert(at, string.Concat(Enumerable.Repeat(text.ToString(at, Math.Min(length, 5)), _random.Next(50))));
                break;
            case 8:
                text.Insert(at, _random.Next(int.MinValue, int.MaxValue).ToString(System.Globalization.CultureInfo.InvariantCulture));
                break;
        }
    }
}
