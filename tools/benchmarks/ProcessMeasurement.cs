using System.Diagnostics;
using System.Globalization;

namespace GuidelineDsl.Benchmarks;

/// <summary>
/// The installed tool as a process, beside an empty program: <c>-- process FOLDER</c>, where <c>tools/benchmarks/process</c> has laid out <c>FOLDER</c>. Every call
/// is made once a round, so that a busy moment of the machine meets all alike; the median and the least time of the rounds are told.
/// </summary>
internal static class ProcessMeasurement
{
    private static readonly (string Name, string[] Arguments)[] Calls =
    [
        ("--help", ["--help"]),
        ("explain GDL4001", ["explain", "GDL4001"]),
        ("check, a small guideline", ["check", "small.gdl"]),
        ("check, all shipped", ["check", "guidelines"]),
        ("format --check, a small guideline", ["format", "--check", "small.gdl"]),
        ("format --check, all shipped", ["format", "--check", "guidelines"]),
        ("test, a small guideline", ["test", "small.gdl"]),
        ("test, all shipped", ["test", "guidelines"]),
    ];

    /// <param name="folder">Holds <c>empty/empty</c>, <c>plain/gdl</c>, <c>ahead/gdl</c>, <c>small.gdl</c> and <c>guidelines</c>.</param>
    /// <param name="rounds">How often every call is made.</param>
    /// <param name="only">Words that the names of the calls contain; all calls when empty.</param>
    public static void Run(string folder, int rounds, string only)
    {
        string full = Path.GetFullPath(folder);
        (string Name, string[] Arguments)[] calls = [.. Calls.Where(c => c.Name.Contains(only, StringComparison.Ordinal))];
        double[] empty = new double[rounds];
        double[][] plain = [.. calls.Select(_ => new double[rounds])];
        double[][] ahead = [.. calls.Select(_ => new double[rounds])];
        for (int round = -1; round < rounds; round++)
        {
            int to = Math.Max(round, 0); // the first round only warms the caches of the disk
            empty[to] = Time(full, "empty", "empty", []);
            for (int call = 0; call < calls.Length; call++)
            {
                plain[call][to] = Time(full, "plain", "gdl", calls[call].Arguments);
                ahead[call][to] = Time(full, "ahead", "gdl", calls[call].Arguments);
            }
        }

        Console.WriteLine("| call | as the plain package | compiled ahead |");
        Console.WriteLine("|---|---|---|");
        Console.WriteLine($"| an empty C# program | {Words(empty)} | |");
        for (int call = 0; call < calls.Length; call++)
        {
            Console.WriteLine($"| {calls[call].Name} | {Words(plain[call])} | {Words(ahead[call])} |");
        }
    }

    private static double Time(string folder, string tool, string program, string[] arguments)
    {
        ProcessStartInfo start = new(Path.Combine(folder, tool, program), arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        long from = Stopwatch.GetTimestamp();
        using Process process = Process.Start(start)!;
        process.StandardInput.Close();
        Task<string> error = process.StandardError.ReadToEndAsync();
        process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        double milliseconds = Stopwatch.GetElapsedTime(from).TotalMilliseconds;
        return process.ExitCode is 0 or 1 ? milliseconds : throw new InvalidOperationException($"{tool} {string.Join(' ', arguments)} ended with {process.ExitCode}: {error.Result}");
    }

    private static string Words(double[] times)
    {
        double[] sorted = [.. times.Order()];
        return string.Create(CultureInfo.InvariantCulture, $"{sorted[sorted.Length / 2]:F0} ms ({sorted[0]:F0})");
    }
}
