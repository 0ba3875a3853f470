using System.Diagnostics;
using System.Text;

namespace GuidelineDsl.EndToEnd.Tests.Packages;

/// <summary>Starts a program and waits for it, with an environment that does not depend on the machine's language.</summary>
internal static class Shell
{
    public static ToolAnswer Run(string folder, string program, IEnumerable<string> arguments, IReadOnlyDictionary<string, string>? environment = null)
    {
        ProcessStartInfo start = new(program)
        {
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = Encoding.UTF8,
            StandardErrorEncoding = Encoding.UTF8,
        };
        foreach (string argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        // A test host sets these for itself; a build started from it must find its own.
        foreach (string inherited in (string[])["MSBuildSDKsPath", "MSBUILD_EXE_PATH", "MSBuildExtensionsPath", "MSBuildLoadMicrosoftTargetsReadOnly"])
        {
            start.Environment.Remove(inherited);
        }

        start.Environment["DOTNET_CLI_UI_LANGUAGE"] = "en";
        start.Environment["DOTNET_NOLOGO"] = "1";
        start.Environment["DOTNET_CLI_TELEMETRY_OPTOUT"] = "1";
        start.Environment["MSBUILDDISABLENODEREUSE"] = "1";
        start.Environment["CI"] = "";
        foreach ((string name, string value) in environment ?? new Dictionary<string, string>())
        {
            start.Environment[name] = value;
        }

        using Process process = Process.Start(start)!;
        Task<string> output = process.StandardOutput.ReadToEndAsync();
        Task<string> error = process.StandardError.ReadToEndAsync();
        process.StandardInput.Close();
        if (!process.WaitForExit(TimeSpan.FromMinutes(8)))
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException($"{program} {string.Join(' ', start.ArgumentList)} did not end.");
        }

        return new ToolAnswer(process.ExitCode, output.Result, error.Result);
    }

    /// <summary>The same, and it must end with 0.</summary>
    public static string Succeed(string folder, string program, IEnumerable<string> arguments, IReadOnlyDictionary<string, string>? environment = null)
    {
        string[] all = [.. arguments];
        ToolAnswer answer = Run(folder, program, all, environment);
        answer.ExitCode.ShouldBe(0, $"{program} {string.Join(' ', all)}\n{answer.Output}{answer.Error}");
        return answer.Output;
    }
}
