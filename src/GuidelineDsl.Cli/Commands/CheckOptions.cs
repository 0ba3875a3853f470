using System.CommandLine;
using System.Globalization;
using GuidelineDsl.Cli.Rendering;
using GuidelineDsl.Syntax.Diagnostics;

namespace GuidelineDsl.Cli.Commands;

/// <summary>The arguments and options that every verb which checks guidelines takes.</summary>
public sealed class CheckOptions
{
    public Argument<string[]> Paths { get; } = new("PATH")
    {
        Description = "Files, folders (searched for *.gdl) or - for standard input; all of them are one compilation.",
        Arity = ArgumentArity.OneOrMore,
    };

    public Option<string> Format { get; } = Choice("--format", "How the findings are written.", "human", "json", "sarif", "msbuild", "github");

    public Option<string?> AsOf { get; } = new("--as-of") { Description = "The day of the check, YYYY-MM-DD; today when left out.", HelpName = "DATE" };

    public Option<bool> WarningsAsErrors { get; } = new("--warnings-as-errors") { Description = "Warnings count as errors." };

    public Option<string> MinSeverity { get; } = Choice("--min-severity", "The least severity that is shown.", "info", "warning", "error");

    public Option<bool> AllRegions { get; } = new("--all-regions") { Description = "List every region of a finding, without a cap." };

    public Option<double?> Budget { get; } = new("--budget") { Description = "Seconds that the analysis of one decision may take.", HelpName = "SECONDS" };

    public Option<bool> ShowAllowed { get; } = new("--show-allowed") { Description = "Also show the findings that the guideline allows, with its reasons." };

    public Option<bool> ShowOrder { get; } = new("--show-order") { Description = "Also show what the order of `choose first` and `overrides` hide." };

    public Option<bool> ShowFacts { get; } = new("--show-facts") { Description = "Describe patients by their facts alone, not by the values of classifications." };

    public Option<bool> Suggest { get; } = new("--suggest") { Description = "Also write ready-made text for each finding: a rule, a `silent` statement, a test." };

    /// <summary>An option that takes one of a few words; the first is the default.</summary>
    public static Option<string> Choice(string name, string description, params string[] values)
    {
        Option<string> option = new(name) { Description = description, DefaultValueFactory = _ => values[0] };
        option.CompletionSources.Add(values);
        option.Validators.Add(result =>
        {
            if (result.Tokens is [var word] && !values.Contains(word.Value))
            {
                result.AddError($"There is no '{word.Value}' for {name}; it takes {string.Join(", ", values)}.{Usage.DidYouMean(word.Value, values)}");
            }
        });
        return option;
    }

    public void AddTo(Command command)
    {
        command.Arguments.Add(Paths);
        foreach (Option option in (Option[])[Format, AsOf, WarningsAsErrors, MinSeverity, AllRegions, Budget, ShowOrder, ShowFacts, ShowAllowed, Suggest])
        {
            command.Options.Add(option);
        }
    }

    public Severity MinimumSeverity(ParseResult call) => call.GetRequiredValue(MinSeverity) switch
    {
        "error" => Severity.Error,
        "warning" => Severity.Warning,
        _ => Severity.Info,
    };

    /// <exception cref="UsageException">The text is no date.</exception>
    public static DateOnly? ReadDate(string? text, string option)
    {
        if (text is null)
        {
            return null;
        }

        return DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out DateOnly date)
            ? date
            : throw new UsageException($"'{text}' after {option} is not a date.", "Write it as year-month-day: 2025-10-10");
    }

    /// <summary>Writes the report in the form asked for.</summary>
    public void Write(ParseResult call, Host host, CheckReport report, bool withSummary)
    {
        Severity least = MinimumSeverity(call);
        CheckReport shown = report with { Diagnostics = [.. report.Diagnostics.Where(d => d.Severity >= least)] };
        CheckReport counted = call.GetValue(WarningsAsErrors)
            ? shown with { Diagnostics = [.. shown.Diagnostics.Select(d => d.Severity == Severity.Warning ? d with { Severity = Severity.Error } : d)] }
            : shown;
        switch (call.GetRequiredValue(Format))
        {
            case "human":
                Palette palette = new(host.UseColor);
                HumanDiagnostics human = new(host.Out, palette, report.Display) { WithNextSteps = call.GetValue(Suggest), ByFacts = call.GetValue(ShowFacts) };
                foreach (Diagnostic diagnostic in shown.Diagnostics)
                {
                    human.Write(diagnostic);
                }

                if (withSummary)
                {
                    CheckSummary.Write(host.Out, palette, report);
                }

                break;
            case "json":
                JsonDiagnostics.Write(host.OutStream, shown);
                break;
            case "sarif":
                SarifDiagnostics.Write(host.OutStream, shown, DiagnosticCatalogue.All, ToolVersion.Text);
                break;
            case "msbuild":
                LineDiagnostics.WriteMSBuild(host.Out, counted);
                break;
            case "github":
                LineDiagnostics.WriteGitHub(host.Out, counted);
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(call));
        }
    }
}
