using System.Text;
using GuidelineDsl.Cli.Rendering;

namespace GuidelineDsl.Cli;

/// <summary>The streams of one call: everything that a command says goes through here.</summary>
public sealed class Host : IDisposable
{
    private readonly Lazy<Stream> _standardOutput = new(Console.OpenStandardOutput);

    public Host(bool noColor)
    {
        Encoding utf8 = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);
        bool wanted = !noColor && string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR"));
        UseColor = wanted && !Console.IsOutputRedirected;
        RawOut = new StreamWriter(_standardOutput.Value, utf8, bufferSize: 16 * 1024) { AutoFlush = false, NewLine = "\n" };
        RawError = new StreamWriter(Console.OpenStandardError(), utf8) { AutoFlush = true, NewLine = "\n" };
        Out = new TerminalWriter(RawOut, UseColor) { NewLine = "\n" };
        Error = new TerminalWriter(RawError, withColours: false) { NewLine = "\n" };
        ShowProgress = !Console.IsErrorRedirected;
    }

    public TextWriter Out { get; }

    public TextWriter Error { get; }

    /// <summary>For what must come out to the letter: formatted guidelines, reports that machines read, and what steers the terminal.</summary>
    public TextWriter RawOut { get; }

    public TextWriter RawError { get; }

    public bool UseColor { get; }

    /// <summary>Whether a person watches standard error.</summary>
    public bool ShowProgress { get; }

    public static TextReader In => new StreamReader(Console.OpenStandardInput(), Encoding.UTF8);

    /// <summary>Standard output as bytes, for JSON; text written before is flushed first.</summary>
    public Stream OutStream
    {
        get
        {
            Out.Flush();
            return _standardOutput.Value;
        }
    }

    /// <summary>Writes what waits, as far as the output takes it.</summary>
    public void TryFlush()
    {
        try
        {
            Out.Flush();
        }
        catch (IOException)
        {
            // What led here is reported, or has been.
        }
    }

    public void Dispose()
    {
        TryFlush();
        Error.Flush();
    }
}
