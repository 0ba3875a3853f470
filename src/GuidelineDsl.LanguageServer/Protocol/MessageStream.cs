using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;

namespace GuidelineDsl.LanguageServer.Protocol;

/// <summary>The base protocol: messages framed by a header with their length in bytes. Writing is safe from several threads.</summary>
internal sealed class MessageStream(Stream input, Stream output) : IDisposable
{
    private const int LargestMessage = 256 * 1024 * 1024;

    private readonly SemaphoreSlim _writing = new(1, 1);
    private readonly byte[] _chunk = new byte[16 * 1024];
    private int _chunkStart;
    private int _chunkEnd;

    /// <summary>The bytes of the next message; null when the input has ended or no longer follows the framing.</summary>
    public async Task<byte[]?> ReadAsync(CancellationToken cancellation)
    {
        int length = -1;
        while (true)
        {
            string? line = await ReadHeaderLineAsync(cancellation).ConfigureAwait(false);
            if (line is null)
            {
                return null;
            }

            if (line.Length == 0)
            {
                if (length >= 0)
                {
                    break;
                }

                continue;
            }

            const string name = "Content-Length:";
            if (line.StartsWith(name, StringComparison.OrdinalIgnoreCase)
                && int.TryParse(line.AsSpan(name.Length).Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out int value)
                && value <= LargestMessage)
            {
                length = value;
            }
        }

        byte[] body = new byte[length];
        int filled = 0;
        while (filled < length)
        {
            if (_chunkStart == _chunkEnd && !await FillAsync(cancellation).ConfigureAwait(false))
            {
                return null;
            }

            int count = Math.Min(length - filled, _chunkEnd - _chunkStart);
            _chunk.AsSpan(_chunkStart, count).CopyTo(body.AsSpan(filled));
            _chunkStart += count;
            filled += count;
        }

        return body;
    }

    public async Task WriteAsync(object message, CancellationToken cancellation)
    {
        byte[] body = JsonSerializer.SerializeToUtf8Bytes(message, Json.Options);
        byte[] header = Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"Content-Length: {body.Length}\r\n\r\n"));
        await _writing.WaitAsync(cancellation).ConfigureAwait(false);
        try
        {
            await output.WriteAsync(header, cancellation).ConfigureAwait(false);
            await output.WriteAsync(body, cancellation).ConfigureAwait(false);
            await output.FlushAsync(cancellation).ConfigureAwait(false);
        }
        finally
        {
            _writing.Release();
        }
    }

    public void Dispose() => _writing.Dispose();

    private async Task<string?> ReadHeaderLineAsync(CancellationToken cancellation)
    {
        ArrayBufferWriter<byte> line = new();
        while (true)
        {
            if (_chunkStart == _chunkEnd && !await FillAsync(cancellation).ConfigureAwait(false))
            {
                return null;
            }

            byte next = _chunk[_chunkStart++];
            if (next == (byte)'\n')
            {
                return Encoding.ASCII.GetString(line.WrittenSpan).TrimEnd('\r');
            }

            line.Write([next]);
            if (line.WrittenCount > 8 * 1024)
            {
                return null;
            }
        }
    }

    private async Task<bool> FillAsync(CancellationToken cancellation)
    {
        _chunkStart = 0;
        _chunkEnd = await input.ReadAsync(_chunk, cancellation).ConfigureAwait(false);
        return _chunkEnd > 0;
    }
}
