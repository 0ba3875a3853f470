using System.CommandLine;
using System.Text;
using GuidelineDsl.Cli.Files;
using GuidelineDsl.Cli.Pipeline;
using GuidelineDsl.Cli.Rendering;
using GuidelineDsl.CodeGeneration;

namespace GuidelineDsl.Cli.Commands;

/// <summary><c>gdl build PATH… -o OUT.dll</c>: check, then emit the evaluator assembly and what goes with it.</summary>
public static class BuildCommand
{
    private const int LongestName = 200;

    public static Command Create()
    {
        CheckOptions options = new();
        Option<string> output = new("--output", "-o") { Description = "The assembly to write; its symbols and documentation lie beside it.", Required = true, HelpName = "OUT.dll" };
        Option<string?> source = new("--emit-source") { Description = "Also write the generated C# into this folder.", HelpName = "DIR" };
        Option<string?> schema = new("--emit-schema") { Description = "Also write the JSON schema of patients and results.", HelpName = "FILE" };
        Option<string?> inputs = new("--inputs-file") { Description = "Also write the full path of every file that was read, one a line.", HelpName = "FILE" };
        Option<string?> messages = new("--messages-file") { Description = "Also write the findings in the form of MSBuild.", HelpName = "FILE" };
        Verb command = new("build", "Check guidelines and emit the evaluator assembly; writes nothing when there are errors.",
            "gdl build guidelines -o out/Guidelines.dll",
            "gdl build guidelines -o out/Guidelines.dll --emit-source out/source --emit-schema out/patient.schema.json")
        {
            output, source, schema, inputs, messages,
        };
        options.AddTo(command);
        return command.Runs((call, host, cancellation) =>
        {
            CheckRun run = CheckRun.Start(call, options, cancellation);
            options.Write(call, host, run.Report, withSummary: false);
            int code = CheckCommand.ExitCode(call, options, run.Report);
            if (code != ExitCodes.Success)
            {
                return code;
            }

            string assembly = call.GetRequiredValue(output);
            CheckName(assembly);
            AtomicFile.CheckTargets(
                [assembly, Path.ChangeExtension(assembly, ".pdb"), Path.ChangeExtension(assembly, ".xml"), call.GetValue(schema), call.GetValue(inputs), call.GetValue(messages)],
                run.Compilation.Trees.Select(t => run.Files.FullPath(t.Source.Path)));
            Emit(run, assembly, call.GetValue(source), call.GetValue(schema), cancellation);
            WriteLines(call.GetValue(inputs), run.Compilation.Trees.Select(t => run.Files.FullPath(t.Source.Path)));
            WriteMessages(call.GetValue(messages), run.Report);
            if (call.GetRequiredValue(options.Format) == "human")
            {
                host.Out.WriteLine($"Wrote {assembly}.");
            }

            return code;
        });
    }

    /// <summary>The file's name is the assembly's, and not every file name can be one.</summary>
    private static void CheckName(string path)
    {
        string name = Path.GetFileNameWithoutExtension(path);
        bool isName = name.Trim().Length > 0 && name[0] != ' ' && name.IndexOfAny(['/', '\\', ':', '\0']) < 0 && Encoding.UTF8.GetByteCount(name) <= LongestName
            && !name.Equals(typeof(object).Assembly.GetName().Name, StringComparison.OrdinalIgnoreCase);
        if (!isName && !Directory.Exists(path))
        {
            throw new UsageException($"The file '{path}' cannot be written: an assembly cannot have this name.", "Take a name such as Guidelines.dll.");
        }
    }

    private static void Emit(CheckRun run, string output, string? sourceFolder, string? schemaFile, CancellationToken cancellation)
    {
        EmitResult emitted = GuidelineEmitter.Emit(run.Compilation.Model, new EmitOptions { AssemblyName = Path.GetFileNameWithoutExtension(output), CompilerVersion = ToolVersion.Text });
        cancellation.ThrowIfCancellationRequested();
        if (sourceFolder is not null)
        {
            foreach ((string path, string text) in emitted.Sources)
            {
                AtomicFile.Write(Path.Combine(sourceFolder, path), Encoding.UTF8.GetBytes(text));
            }
        }

        if (schemaFile is not null)
        {
            AtomicFile.Write(schemaFile, Encoding.UTF8.GetBytes(emitted.Schema));
        }

        AtomicFile.Write(Path.ChangeExtension(output, ".pdb"), emitted.Symbols.AsSpan());
        AtomicFile.Write(Path.ChangeExtension(output, ".xml"), emitted.Documentation.AsSpan());
        AtomicFile.Write(output, emitted.Assembly.AsSpan());
    }

    private static void WriteMessages(string? file, CheckReport report)
    {
        if (file is not null)
        {
            StringWriter text = new() { NewLine = "\n" };
            LineDiagnostics.WriteMSBuild(text, report);
            AtomicFile.Write(file, Encoding.UTF8.GetBytes(text.ToString()));
        }
    }

    private static void WriteLines(string? file, IEnumerable<string> lines)
    {
        if (file is not null)
        {
            AtomicFile.Write(file, Encoding.UTF8.GetBytes(string.Concat(lines.Select(l => l + "\n"))));
        }
    }
}
