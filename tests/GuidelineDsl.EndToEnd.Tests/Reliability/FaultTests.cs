using System.Diagnostics;

namespace GuidelineDsl.EndToEnd.Tests.Reliability;

/// <summary>Full disks, places that cannot be written or read, links and devices: a message and exit code 2, never a defect.</summary>
public sealed class FaultTests
{
    [UnixFact]
    public void A_full_disk_under_the_output_is_said()
    {
        using TemporaryFolder folder = new();
        folder.Write("small.gdl", Small.Guideline);
        folder.Write("patients.jsonl", Small.Patients(10));
        foreach (string[] call in (string[][])[["run", "small.gdl", "--patient", "patients.jsonl", "--format", "json"], ["run", "small.gdl", "--patient", "patients.jsonl"], ["check", "small.gdl"], ["check", "small.gdl", "--format", "json"], ["explain", "GDL4001"]])
        {
            using RunningTool tool = RunningTool.Start(folder.Path, "> /dev/full", call);
            (int code, string error) = tool.End();
            code.ShouldBe(2, error);
            error.ShouldContain("cannot be written");
        }
    }

    [UnixFact]
    public void A_full_disk_under_the_audit_file_is_said_and_no_answer_goes_out_without_its_record()
    {
        using TemporaryFolder folder = new();
        folder.Write("small.gdl", Small.Guideline);
        ToolAnswer answer = GdlTool.RunIn(folder.Path, Small.Patients(10), "run", "small.gdl", "--patient", "-", "--format", "json", "--audit", "/dev/full");
        answer.ExitCode.ShouldBe(2);
        answer.Error.ShouldContain("audit file");
        answer.Output.ShouldBeEmpty();
    }

    [SmallDiskFact]
    public void A_disk_that_fills_while_pages_and_assemblies_are_written_keeps_what_was_there()
    {
        using TemporaryFolder folder = new();
        folder.Write("small.gdl", Small.Guideline);
        using SmallDisk pages = new(Path.Combine(folder.Path, "pages"), "48k");
        using SmallDisk disk = new(Path.Combine(folder.Path, "disk"), "8k");
        File.WriteAllText(Path.Combine(disk.Path, "out.dll"), "the old one");
        GdlTool.RunIn(folder.Path, null, "doc", "small.gdl", "-o", "pages/site").ExitCode.ShouldBe(2);
        ToolAnswer build = GdlTool.RunIn(folder.Path, null, "build", "small.gdl", "-o", "disk/out.dll");

        build.ExitCode.ShouldBe(2);
        build.Error.ShouldContain("cannot be written");
        File.ReadAllText(Path.Combine(disk.Path, "out.dll")).ShouldBe("the old one");
        Directory.EnumerateFiles(disk.Path, "*.tmp", SearchOption.AllDirectories).Concat(Directory.EnumerateFiles(pages.Path, "*.tmp", SearchOption.AllDirectories)).ShouldBeEmpty();
    }

    [UnixFact]
    public void Places_that_cannot_be_written_are_said()
    {
        using TemporaryFolder folder = new();
        folder.Write("small.gdl", Small.Guideline);
        foreach (string[] call in (string[][])[["build", "small.gdl", "-o", "/proc/gdl/out.dll"], ["doc", "small.gdl", "-o", "/proc/gdl"], ["build", "small.gdl", "-o", "small.gdl/out.dll"], ["run", "small.gdl", "--patient", "-", "--audit", "/proc/gdl.audit"]])
        {
            ToolAnswer answer = GdlTool.RunIn(folder.Path, "{}", call);
            answer.ExitCode.ShouldBe(2, answer.Error);
            answer.Error.ShouldContain("cannot be written");
        }
    }

    [PermissionFact]
    [System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
    public void Missing_permissions_are_said()
    {
        using TemporaryFolder folder = new();
        string file = folder.Write("small.gdl", Small.Guideline);
        File.SetUnixFileMode(file, UnixFileMode.None);
        AsAnyUser(folder.Path, "check", "small.gdl").ShouldBe((2, "gdl: The file 'small.gdl' cannot be read: permission is missing.\n"));
        File.SetUnixFileMode(file, UnixFileMode.UserRead);
        Directory.CreateDirectory(Path.Combine(folder.Path, "locked"), UnixFileMode.UserRead | UnixFileMode.UserExecute);
        AsAnyUser(folder.Path, "build", "small.gdl", "-o", "locked/out.dll").ShouldBe((2, "gdl: The file 'locked/out.pdb' cannot be written: permission is missing.\n"));
    }

    private static (int Code, string Error) AsAnyUser(string folder, params string[] arguments)
    {
        using RunningTool tool = RunningTool.StartAsAnyUser(folder, arguments);
        return tool.End();
    }

    [UnixFact]
    public void Devices_and_folders_are_no_guidelines()
    {
        using TemporaryFolder folder = new();
        Directory.CreateDirectory(Path.Combine(folder.Path, "folder.gdl"));
        foreach (string path in (string[])["/dev/zero", "/proc/self/mem", "folder.gdl", "nothing.gdl", "/dev/null/x.gdl"])
        {
            ToolAnswer answer = GdlTool.RunIn(folder.Path, null, "check", path);
            answer.ExitCode.ShouldBe(2, $"{path}: {answer.Error}");
        }
    }

    [UnixFact]
    public void Links_in_a_circle_and_links_to_nowhere_end()
    {
        using TemporaryFolder folder = new();
        folder.Write("a/small.gdl", Small.Guideline);
        Directory.CreateSymbolicLink(Path.Combine(folder.Path, "a", "again"), folder.Path);
        GdlTool.RunIn(folder.Path, null, "check", ".").ExitCode.ShouldBe(0);
        File.CreateSymbolicLink(Path.Combine(folder.Path, "a", "nowhere.gdl"), "/nonexistent.gdl");
        GdlTool.RunIn(folder.Path, null, "check", ".").ExitCode.ShouldBe(0);
        ToolAnswer answer = GdlTool.RunIn(folder.Path, null, "check", "a/nowhere.gdl");
        answer.ExitCode.ShouldBe(2);
        answer.Error.ShouldContain("nowhere.gdl");
    }

    [UnixFact]
    public void An_import_does_not_leave_the_project()
    {
        using TemporaryFolder folder = new();
        folder.Write("secret.gdl", "vocabulary secret \"Secret\" { }\nfact x \"X\" : yes/no\n");
        folder.Write("project/.git/HEAD", "");
        folder.Write("project/a.gdl", "vocabulary a \"A\" { }\nuse \"../secret.gdl\"\n");
        folder.Write("project/b.gdl", "vocabulary b \"B\" { }\nuse \"link.gdl\"\n");
        folder.Write("project/c.gdl", "vocabulary c \"C\" { }\nuse \"linked/secret.gdl\"\n");
        File.CreateSymbolicLink(Path.Combine(folder.Path, "project", "link.gdl"), Path.Combine(folder.Path, "secret.gdl"));
        Directory.CreateSymbolicLink(Path.Combine(folder.Path, "project", "linked"), folder.Path);
        foreach (string file in (string[])["a.gdl", "b.gdl", "c.gdl"])
        {
            ToolAnswer answer = GdlTool.RunIn(Path.Combine(folder.Path, "project"), null, "check", file);
            answer.ExitCode.ShouldBe(1, answer.Output + answer.Error);
            answer.Output.ShouldContain("out of the project");
        }
    }

    [Fact]
    public void One_bad_patient_hides_no_other()
    {
        using TemporaryFolder folder = new();
        folder.Write("small.gdl", Small.Guideline);
        string[] bad = ["nonsense", "{\"n\":1e-2147483648}", "{\"n\":", "[1,2]", "{\"zz\":1}", "null", "{\"n\":\"\\ud800\"}", "{\"f\":1}}", new string('[', 100_000)];
        string good = "{\"id\":\"good\",\"n\":10,\"f\":true}";
        string input = string.Concat(bad.Select(b => $"{good}\n{b}\n")) + good + "\n";
        ToolAnswer answer = GdlTool.RunIn(folder.Path, input, "run", "small.gdl", "--patient", "-", "--format", "json", "--today", "2025-10-10");

        answer.ExitCode.ShouldBe(2);
        answer.Error.ShouldNotContain("GDL9999");
        string[] lines = answer.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        lines.Distinct().Count().ShouldBe(1, "one patient is answered differently beside bad ones");
        lines.Length.ShouldBe(bad.Length + 1);
    }

    /// <summary>The first of all is broken, and patients take several lines.</summary>
    [Fact]
    public void A_patient_without_an_end_hides_no_other()
    {
        using TemporaryFolder folder = new();
        folder.Write("small.gdl", Small.Guideline);
        const string Input = "{\"n\":\n{\n  \"n\": 10,\n  \"f\": true\n}\n{\"n\":\"10 cm\n{ \"n\": { \"value\": 10,\n \"unit\": \"cm\" }, \"f\": true }\n";
        ToolAnswer answer = GdlTool.RunIn(folder.Path, Input, "run", "small.gdl", "--patient", "-", "--format", "json", "--today", "2025-10-10");

        answer.ExitCode.ShouldBe(2);
        answer.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length.ShouldBe(2, answer.Error);
    }

    /// <summary>The others of an array are read where it can be told where they begin, whatever is wrong with one of them.</summary>
    [Theory]
    [InlineData("""{"n":10,"f":tru}""")]
    [InlineData("""{"n":10,"f":true""")]
    [InlineData("""{"n":10,"f":true,""")]
    [InlineData("""{"n":{"value":10,"f":true}""")]
    [InlineData("""{"n":10,"f":[true}""")]
    [InlineData("""{"n":10,"id":"a}""")]
    [InlineData("""{"n":10,"id":a"}""")]
    [InlineData("""{"n":10,"id":"},{"}""")]
    [InlineData("""{"n":[1,{"n":10,"f":true}]}""")]
    public void A_broken_patient_in_an_array_hides_no_other(string bad)
    {
        using TemporaryFolder folder = new();
        folder.Write("small.gdl", Small.Guideline);
        const string Good = """{"id":"good","n":10,"f":true}""";
        foreach (string separator in (string[])[",", ",\n", "\n,\n  "])
        {
            string input = "[" + string.Join(separator, Good, Good, bad, Good, bad, bad, Good, Good) + "]";
            ToolAnswer answer = GdlTool.RunIn(folder.Path, input, "run", "small.gdl", "--patient", "-", "--format", "json", "--today", "2025-10-10");
            string[] lines = answer.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
            lines.Where(l => l.Contains("\"patient\":\"good\"", StringComparison.Ordinal)).Count().ShouldBe(5, input + answer.Error);
            lines.Where(l => !l.Contains("\"patient\":\"good\"", StringComparison.Ordinal) && !l.Contains("\"patient\":\"},{\"", StringComparison.Ordinal)).ShouldBeEmpty(input);
        }
    }

    [UnixFact]
    public void A_search_follows_no_links_and_a_name_does()
    {
        using TemporaryFolder folder = new();
        folder.Write("elsewhere/secret.gdl", Small.Guideline);
        folder.Write("project/.git/HEAD", "");
        folder.Write("project/small.gdl", Small.Guideline.Replace("guideline small", "guideline other", StringComparison.Ordinal));
        File.CreateSymbolicLink(Path.Combine(folder.Path, "project", "link.gdl"), Path.Combine(folder.Path, "elsewhere", "secret.gdl"));
        Directory.CreateSymbolicLink(Path.Combine(folder.Path, "project", "linked"), Path.Combine(folder.Path, "elsewhere"));

        ToolAnswer searched = GdlTool.RunIn(folder.Path, null, "check", "project", "--format", "json");
        searched.ExitCode.ShouldBe(0, searched.Output + searched.Error);
        searched.Output.ShouldNotContain("\"small\"");
        ToolAnswer named = GdlTool.RunIn(folder.Path, null, "check", "project/link.gdl", "--format", "json");
        named.ExitCode.ShouldBe(0, named.Output + named.Error);
        named.Output.ShouldContain("\"small\"");
    }

    [UnixFact]
    public void What_a_killed_run_left_behind_is_removed_by_the_next()
    {
        using TemporaryFolder folder = new();
        folder.Write("small.gdl", Small.Guideline);
        string Left(int process, TimeSpan age, string name = "out.dll")
        {
            string file = folder.Write($"{name}.{process}.{Guid.NewGuid():N}.tmp", "half");
            File.SetLastWriteTimeUtc(file, DateTime.UtcNow - age);
            return file;
        }

        string dead = Left(999_999_999, TimeSpan.FromHours(1));
        string deadOther = Left(999_999_999, TimeSpan.FromHours(1), "page.html");
        string alive = Left(Environment.ProcessId, TimeSpan.FromHours(1));
        string young = Left(999_999_999, TimeSpan.Zero);
        string foreign = folder.Write("notes.tmp", "mine");
        File.SetLastWriteTimeUtc(foreign, DateTime.UtcNow - TimeSpan.FromDays(1));
        GdlTool.RunIn(folder.Path, null, "build", "small.gdl", "-o", "out.dll").ExitCode.ShouldBe(0);

        ((string[])[dead, deadOther, alive, young, foreign]).Select(File.Exists).ShouldBe([false, false, true, true, true]);
    }

    [Fact]
    public async Task A_file_that_changes_while_it_is_read_is_answered()
    {
        using TemporaryFolder folder = new();
        string file = folder.Write("small.gdl", Small.Guideline);
        using CancellationTokenSource stop = new();
        Task writing = Task.Run(() =>
        {
            for (int i = 0; !stop.IsCancellationRequested; i++)
            {
                File.WriteAllText(file, i % 2 == 0 ? Small.Guideline : Small.Guideline[..(i % Small.Guideline.Length)]);
            }
        });
        for (int i = 0; i < 4; i++)
        {
            GdlTool.RunIn(folder.Path, null, "check", "small.gdl").ExitCode.ShouldBeOneOf(0, 1, 2);
        }

        await stop.CancelAsync();
        await writing;
    }
}

/// <summary>A file system in memory that is soon full.</summary>
internal sealed class SmallDisk : IDisposable
{
    public SmallDisk(string path, string size)
    {
        Path = path;
        Directory.CreateDirectory(path);
        Call("mount", "-t", "tmpfs", "-o", $"size={size}", "tmpfs", path).ShouldBeTrue();
    }

    public string Path { get; }

    public static bool CanBeMade { get; } = Try();

    public void Dispose() => Call("umount", Path);

    private static bool Try()
    {
        if (!RunningTool.HasUnix)
        {
            return false;
        }

        string path = Directory.CreateTempSubdirectory("gdl-mount-").FullName;
        bool isBounded = false;
        if (Call("mount", "-t", "tmpfs", "-o", "size=16k", "tmpfs", path))
        {
            // Some sandboxes mount it and let it grow all the same.
            try
            {
                File.WriteAllBytes(System.IO.Path.Combine(path, "large"), new byte[200_000]);
            }
            catch (IOException)
            {
                isBounded = true;
            }

            Call("umount", path);
        }

        Directory.Delete(path, recursive: true);
        return isBounded;
    }

    private static bool Call(string program, params string[] arguments)
    {
        try
        {
            using Process process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true })!;
            process.StandardError.ReadToEnd();
            process.WaitForExit();
            return process.ExitCode == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }
}

/// <summary>A test that needs a file system of its own.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class SmallDiskFactAttribute : FactAttribute
{
    public SmallDiskFactAttribute() => Skip = SmallDisk.CanBeMade ? null : "skipped: needs the right to mount a file system of a few kilobytes";
}

/// <summary>A test of what is forbidden by the permissions of files.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class PermissionFactAttribute : FactAttribute
{
    public PermissionFactAttribute() => Skip = RunningTool.HasPermissions ? null : "skipped: needs Unix, and a user who is not root or `setpriv`";
}
