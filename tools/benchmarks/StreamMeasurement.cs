using System.Diagnostics;
using System.Globalization;
using System.Text;
using GuidelineDsl.Benchmarks.Evaluation;

namespace GuidelineDsl.Benchmarks;

/// <summary>Streams of patients through <c>gdl run</c>, the whole process, its answers thrown away by the shell: the time beyond that of a stream of one patient, and the most memory that was seen.</summary>
internal static class StreamMeasurement
{
    private const int Rounds = 2;
    private const int FewPerMany = 20;

    /// <param name="tool">The built <c>gdl.dll</c>, or an installed <c>gdl</c>.</param>
    /// <param name="patients">How many patients; a twentieth of them where everything is explained.</param>
    /// <param name="only">A word that the name of the measurement contains; all when empty.</param>
    public static void Run(string tool, int patients, string only)
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory();
        try
        {
            File.WriteAllText(Path.Combine(folder.FullName, "benchmark24.gdl"), BenchmarkGuideline.Text());
            Write(folder, "one.jsonl", BenchmarkGuideline.Known(), 1);
            Write(folder, "known.jsonl", BenchmarkGuideline.Known(), patients);
            Write(folder, "missing.jsonl", BenchmarkGuideline.Coded(), patients);
            Write(folder, "few.jsonl", BenchmarkGuideline.Known(), patients / FewPerMany);
            Write(folder, "fewMissing.jsonl", BenchmarkGuideline.Coded(), patients / FewPerMany);
            (double start, _) = Measure(folder, tool, "one.jsonl");
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{"one patient",-40} {start,10:F0} ms"));
            Tell("all facts known", patients, "known.jsonl");
            Tell("one value in ten missing", patients, "missing.jsonl");
            Tell("all facts known, with trace", patients / FewPerMany, "few.jsonl", "--trace");
            Tell("all facts known, with audit", patients / FewPerMany, "few.jsonl", "--audit", "records.jsonl");
            Tell("one value in ten missing, with audit", patients / FewPerMany, "fewMissing.jsonl", "--audit", "records.jsonl");

            void Tell(string name, int count, string file, params string[] options)
            {
                if (name.Contains(only, StringComparison.Ordinal))
                {
                    (double time, long memory) = Measure(folder, tool, file, options);
                    Console.WriteLine(string.Create(
                        CultureInfo.InvariantCulture, $"{name,-40} {time,10:F0} ms {(time - start) * 1000 / count,8:F2} µs a patient {memory >> 20,6} MB"));
                }
            }
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static void Write(DirectoryInfo folder, string name, CodedPatient[] patients, int count)
    {
        using StreamWriter file = new(Path.Combine(folder.FullName, name), append: false, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
        for (int i = 0; i < count; i++)
        {
            string patient = BenchmarkGuideline.Json(patients[i % patients.Length]);
            file.Write(string.Create(CultureInfo.InvariantCulture, $"{{\"id\":\"P{i}\"{(patient.Length > 2 ? "," : "")}{patient[1..]}\n"));
        }
    }

    private static (double Milliseconds, long Memory) Measure(DirectoryInfo folder, string tool, string patients, params string[] options)
    {
        string program = tool.EndsWith(".dll", StringComparison.Ordinal) ? $"dotnet exec '{Path.GetFullPath(tool)}'" : $"'{Path.GetFullPath(tool)}'";
        string call = $"exec {program} run benchmark24.gdl --patient {patients} --format json --today 2025-10-10 {string.Join(' ', options)} > /dev/null";
        double best = double.MaxValue;
        long memory = 0;
        for (int round = 0; round < Rounds; round++)
        {
            File.Delete(Path.Combine(folder.FullName, "records.jsonl"));
            long from = Stopwatch.GetTimestamp();
            using Process process = Process.Start(new ProcessStartInfo("/bin/sh", ["-c", call]) { WorkingDirectory = folder.FullName })!;
            while (!process.WaitForExit(50))
            {
                process.Refresh();
                memory = Math.Max(memory, process.HasExited ? 0 : process.WorkingSet64);
            }

            best = Math.Min(best, Stopwatch.GetElapsedTime(from).TotalMilliseconds);
            if (process.ExitCode != 0)
            {
                throw new InvalidOperationException($"{call} ended with {process.ExitCode}.");
            }
        }

        return (best, memory);
    }
}
