using System.CommandLine;
using System.Text;
using System.Text.RegularExpressions;
using GuidelineDsl.Cli.Files;

namespace GuidelineDsl.Cli.Commands;

/// <summary><c>gdl new NAME</c>: a starter guideline with a test, that checks clean.</summary>
public static partial class NewCommand
{
    public static Command Create()
    {
        Argument<string> name = new("NAME") { Description = "The guideline's name: letters, digits and _, beginning with a letter." };
        Option<string?> output = new("--output", "-o") { Description = "The file to write; NAME.gdl when left out.", HelpName = "FILE" };
        Verb command = new("new", "Write a starter guideline with a test, that checks clean.",
            "gdl new sore_throat",
            "gdl new sore_throat --output guidelines/sore_throat.gdl") { name, output };
        return command.Runs((call, host, _) => Write(call.GetRequiredValue(name), call.GetValue(output), host));
    }

    private static int Write(string name, string? output, Host host)
    {
        if (!NamePattern().IsMatch(name))
        {
            throw new UsageException($"'{name}' cannot be a guideline's name.", "Use letters, digits and _, beginning with a letter: gdl new sore_throat");
        }

        string path = output ?? name + ".gdl";
        if (Path.Exists(path))
        {
            throw new UsageException($"'{path}' exists already.", "Choose another name, or another file with --output.");
        }

        using Stream template = typeof(NewCommand).Assembly.GetManifestResourceStream("templates/starter.gdl")!;
        string text = new StreamReader(template, Encoding.UTF8).ReadToEnd().Replace("starter_name", name, StringComparison.Ordinal);
        AtomicFile.Write(path, Encoding.UTF8.GetBytes(text));
        host.Out.WriteLine($"Wrote {path}. Next: gdl check {path}, then gdl test {path}.");
        return ExitCodes.Success;
    }

    [GeneratedRegex("^[A-Za-z][A-Za-z0-9_]*$")]
    private static partial Regex NamePattern();
}
