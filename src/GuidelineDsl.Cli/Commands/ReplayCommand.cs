using System.Collections.Immutable;
using System.CommandLine;
using System.Text;
using GuidelineDsl.Cli.Pipeline;
using GuidelineDsl.Runtime.Audit;
using GuidelineDsl.Runtime.Evaluation;

namespace GuidelineDsl.Cli.Commands;

/// <summary><c>gdl replay AUDIT --with PATH</c>: evaluates again from audit records and compares byte for byte.</summary>
public static class ReplayCommand
{
    public static Command Create()
    {
        Argument<string> audit = new("AUDIT") { Description = "The file that `gdl run --audit` wrote." };
        Option<string[]> with = new("--with", "-w") { Description = "The assembly, or the .gdl files, that gave the answers.", Required = true, AllowMultipleArgumentsPerToken = true, HelpName = "PATH" };
        Verb command = new("replay", "Evaluate again from an audit record and compare byte for byte.",
            "gdl replay audit.jsonl --with out/Guidelines.dll") { audit, with };
        return command.Runs((call, host, cancellation) =>
        {
            ImmutableArray<IGuidelineEvaluator> evaluators = Evaluators.Load(call.GetRequiredValue(with), host, cancellation);
            int same = 0;
            int other = 0;
            foreach ((string line, int number) in Lines(call.GetRequiredValue(audit)))
            {
                cancellation.ThrowIfCancellationRequested();
                ReplayReport report = AuditRecord.Replay(Encoding.UTF8.GetBytes(line), evaluators);
                if (report.Outcome == ReplayOutcome.Same)
                {
                    same++;
                    continue;
                }

                other++;
                host.Out.WriteLine($"record {number}: {report.Message}");
                if (report.Path is not null)
                {
                    host.Out.WriteLine($"  at {report.Path}: recorded {report.Recorded ?? "nothing"}, now {report.Replayed ?? "nothing"}");
                }
            }

            host.Out.WriteLine($"{same} the same, {other} different");
            return other > 0 ? ExitCodes.TestFailed : ExitCodes.Success;
        });
    }

    private static IEnumerable<(string Line, int Number)> Lines(string path)
    {
        string[] lines;
        try
        {
            lines = File.ReadAllLines(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw UsageException.Unreadable("audit file", path, e);
        }

        if (lines.All(string.IsNullOrWhiteSpace))
        {
            throw new UsageException($"The audit file '{path}' holds no record.");
        }

        return lines.Select((l, i) => (l, i + 1)).Where(l => !string.IsNullOrWhiteSpace(l.l));
    }
}
