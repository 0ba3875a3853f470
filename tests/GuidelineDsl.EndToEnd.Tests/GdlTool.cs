using System.Diagnostics;
using System.Text;

namespace GuidelineDsl.EndToEnd.Tests;

/// <summary>What a call of the tool answered.</summary>
public sealed record ToolAnswer(int ExitCode, string Output, string Error);

/// <summary>Starts the built tool as a process, the way its users do.</summary>
public static class GdlTool
{
    public static string Root { get; } = FindRoot();

    public static string ToolPath { get; } = Path.Combine(AppContext.BaseDirectory, "gdl.dll");

    public static ToolAnswer Run(params string[] arguments) => RunIn(Root, null, arguments);

    public static ToolAnswer RunIn(string folder, string? input, params string[] arguments)
    {
        using Process process = Start(folder, new Dictionary<string, string>(), arguments);
        Task<string> output = process.StandardOutput.ReadToEndAsync();
        Task<string> error = process.StandardError.ReadToEndAsync();
        if (input is not null)
        {
            process.StandardInput.Write(input);
        }

        process.StandardInput.Close();
        if (!process.WaitForExit(TimeSpan.FromMinutes(3)))
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException($"gdl {string.Join(' ', arguments)} did not end.");
        }

        return new ToolAnswer(process.ExitCode, output.Result, error.Result);
    }

    /// <summary>Starts the tool; the caller reads its streams and waits for its end.</summary>
    public static Process Start(string folder, IReadOnlyDictionary<string, string> environment, params string[] arguments)
    {
        ProcessStartInfo start = new("dotnet")
        {
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = Encoding.UTF8,
            StandardErrorEncoding = Encoding.UTF8,
            StandardInputEncoding = new UTF8Encoding(false),
        };
        start.ArgumentList.Add("exec");
        start.ArgumentList.Add(ToolPath);
        foreach (string argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        foreach ((string name, string value) in environment)
        {
            start.Environment[name] = value;
        }

        return Process.Start(start)!;
    }

    private static string FindRoot()
    {
        string? folder = AppContext.BaseDirectory;
        while (folder is not null && !File.Exists(Path.Combine(folder, "GuidelineDsl.sln")))
        {
            folder = Path.GetDirectoryName(folder);
        }

        return folder ?? throw new InvalidOperationException("The tests run outside the repository.");
    }
}

/// <summary>An empty folder that goes with the test.</summary>
public sealed class TemporaryFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("gdl-test-").FullName;

    public string Write(string name, string content)
    {
        string path = System.IO.Path.Combine(Path, name);
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path)!);
        File.WriteAllText(path, content);
        return path;
    }

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
