using System.Collections.Immutable;
using System.CommandLine;
using GuidelineDsl.Cli.Pipeline;
using GuidelineDsl.Cli.Rendering;
using GuidelineDsl.Runtime.Evaluation;

namespace GuidelineDsl.Cli.Commands;

/// <summary><c>gdl run PATH --patient FILE</c>: answers for one patient or for a stream of them.</summary>
public static class RunCommand
{
    private static ReadOnlySpan<byte> RecordStart => "{\"schema\":\"gdl-audit/"u8;

    public static Command Create()
    {
        Argument<string[]> paths = new("PATH") { Description = "A built assembly, or .gdl files and folders.", Arity = ArgumentArity.OneOrMore };
        Option<string> patient = new("--patient", "-p") { Description = "JSON: a patient, an array of them, or one a line; - for standard input.", Required = true, HelpName = "FILE" };
        Option<string> format = CheckOptions.Choice("--format", "How the answers are written.", "human", "json");
        Option<bool> trace = new("--trace") { Description = "Show why: every rule and every condition, with the values it read." };
        Option<string?> today = new("--today") { Description = "The day of the evaluation, YYYY-MM-DD; today when left out.", HelpName = "DATE" };
        Option<string?> audit = new("--audit") { Description = "Append an audit record of every answer to this file.", HelpName = "FILE" };
        Verb command = new("run", "Evaluate patients: recommendations with their citations, reasons and missing data.",
            "gdl run guidelines --patient patient.json",
            "gdl run out/Guidelines.dll --patient patients.jsonl --format json --trace",
            "gdl run out/Guidelines.dll --patient - --today 2025-10-10 --audit audit.jsonl") { paths, patient, format, trace, today, audit };
        return command.Runs((call, host, cancellation) =>
        {
            DateOnly day = CheckOptions.ReadDate(call.GetValue(today), "--today") ?? DateOnly.FromDateTime(DateTime.Today);
            ImmutableArray<IGuidelineEvaluator> evaluators = Evaluators.Load(call.GetRequiredValue(paths), host, cancellation);
            using Stream input = PatientStream.Open(call.GetRequiredValue(patient));
            using FileStream? record = OpenAudit(call.GetValue(audit));
            bool json = call.GetRequiredValue(format) == "json";
            bool withTrace = call.GetValue(trace);
            PatientRun run = new(evaluators, day, withTrace, record is not null, json ? null : (result => TerminalText.Safe(HumanResult.Render(result, withTrace, host.UseColor), host.UseColor)));
            int faulty = 0;
            Progress progress = new(host);
            try
            {
                foreach (PatientAnswers answers in run.Answers(PatientStream.Read(input), cancellation))
                {
                    progress.Count(answers.Count);
                    faulty += answers.Faults.Count;
                    foreach (string fault in answers.Faults)
                    {
                        progress.Clear();
                        host.Error.WriteLine(fault);
                    }

                    // The records first: no answer is seen that has none.
                    WriteAudit(record, answers.Records.Written);
                    Stream output = host.OutStream;
                    output.Write(answers.Output.Written);
                    output.Flush();
                }
            }
            finally
            {
                progress.Clear();
                record?.Flush(flushToDisk: true);
            }

            return run.Defects > 0 ? ExitCodes.Defect : faulty > 0 ? ExitCodes.Usage : ExitCodes.Success;
        });
    }

    private static void WriteAudit(FileStream? file, ReadOnlySpan<byte> records)
    {
        try
        {
            file?.Write(records);
        }
        catch (IOException e)
        {
            throw new UsageException($"The audit file '{file!.Name}' cannot be written: {UsageException.ReasonOf(e)}");
        }
    }

    private static FileStream? OpenAudit(string? path)
    {
        if (path is null)
        {
            return null;
        }

        try
        {
            // Nothing waits in memory: what was answered is on record, whenever the process ends.
            if (!IsAuditFile(path))
            {
                throw new UsageException($"The file '{path}' holds something else than audit records and stays as it is.", "Name a new file, or one that holds audit records.");
            }

            bool endsInside = EndsInsideALine(path);

            // Whoever opens a file to append writes behind what was there when it was opened: two at once would write over one another.
            // On Unix only a file that is shared with nobody is locked.
            FileStream file = new(path, FileMode.Append, FileAccess.Write, OperatingSystem.IsWindows() ? FileShare.Read : FileShare.None, bufferSize: 0);
            if (endsInside)
            {
                file.WriteByte((byte)'\n');
            }

            return file;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new UsageException($"The audit file '{path}' cannot be written: {UsageException.ReasonOf(e)}");
        }
    }

    /// <summary>Whether a file is new, empty, no ordinary file, or begins with a record, be it one that was cut off.</summary>
    private static bool IsAuditFile(string path)
    {
        FileInfo info = new(path);
        if (!info.Exists || info.Length == 0)
        {
            return true;
        }

        Span<byte> start = stackalloc byte[RecordStart.Length];
        using FileStream file = new(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        return RecordStart.StartsWith(start[..file.ReadAtLeast(start, start.Length, throwOnEndOfStream: false)]);
    }

    /// <summary>Whether an earlier run was cut off in the middle of a record, which then must not swallow the next one.</summary>
    private static bool EndsInsideALine(string path)
    {
        FileInfo info = new(path);
        if (!info.Exists || info.Length == 0)
        {
            return false;
        }

        using FileStream file = new(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        file.Seek(-1, SeekOrigin.End);
        return file.ReadByte() != '\n';
    }
}
