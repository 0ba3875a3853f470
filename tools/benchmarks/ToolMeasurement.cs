using System.Diagnostics;
using System.Globalization;
using GuidelineDsl.Benchmarks.Tables;

namespace GuidelineDsl.Benchmarks;

/// <summary>The published shapes through <c>gdl check</c>, the whole process: start, reading, parsing, binding, everything that is looked for, and the report.</summary>
internal static class ToolMeasurement
{
    private const int Runs = 3;

    /// <param name="tool">The built <c>gdl.dll</c>, or a published <c>gdl</c>.</param>
    public static void Run(string tool)
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory();
        try
        {
            Measure(tool, "a guideline of one rule", Write(folder, "guideline g \"G\" { version \"1\" status draft }\nsource s \"S\" { kind summary year 2018 }\naction a \"A\" : drug\n"
                + "decision d \"D\" { rule r \"R\" { when everyone recommend a evidence ungraded cite s \"1\" } }\n"));
            foreach ((int categorical, int numeric) in TableGenerator.PublishedColumns)
            {
                foreach (int rows in TableGenerator.PublishedRows)
                {
                    Measure(tool, $"{categorical}+{numeric} {rows}", Write(folder, TableGenerator.Generate(categorical, numeric, rows, noisy: true, seed: 2018).ToGuideline()));
                }
            }
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static string Write(DirectoryInfo folder, string text)
    {
        string file = Path.Combine(folder.FullName, "table.gdl");
        File.WriteAllText(file, text);
        return file;
    }

    private static void Measure(string tool, string name, string file)
    {
        double best = double.MaxValue;
        for (int i = 0; i < Runs; i++)
        {
            bool isLibrary = tool.EndsWith(".dll", StringComparison.Ordinal);
            ProcessStartInfo start = new(isLibrary ? "dotnet" : tool, [.. isLibrary ? ["exec", tool] : Array.Empty<string>(), "check", file, "--all-regions"]) { RedirectStandardOutput = true };
            long from = Stopwatch.GetTimestamp();
            using Process process = Process.Start(start)!;
            process.StandardOutput.BaseStream.CopyTo(Stream.Null);
            process.WaitForExit();
            best = Math.Min(best, Stopwatch.GetElapsedTime(from).TotalMilliseconds);
        }

        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name,-26} {best,10:0.0} ms"));
    }
}
