using System.Runtime.CompilerServices;
using GuidelineDsl.Runtime.Loading;

namespace GuidelineDsl.Compiler.Tests.CodeGeneration;

/// <summary>Reloading in place gives the new text's answers and does not hold the old assemblies.</summary>
public sealed class ReloadTests
{
    [Fact]
    public void Hundreds_of_reloads_leave_no_assembly_behind()
    {
        string path = Path.Combine(Path.GetTempPath(), $"gdl-{Guid.NewGuid():N}.dll");
        File.WriteAllBytes(path, [.. Compiled.Emit(Samples.FirstLine).Assembly]);
        List<WeakReference> loaded = [];
        using (ReloadableGuidelines guidelines = new(path))
        {
            for (int i = 0; i < 200; i++)
            {
                Remember(guidelines, loaded);
                guidelines.Reload();
            }
        }

        File.Delete(path);
        for (int i = 0; i < 20 && loaded.Exists(reference => reference.IsAlive); i++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }

        loaded.Count(reference => reference.IsAlive).ShouldBe(0);
    }

    [Fact]
    public void A_broken_file_leaves_what_was_loaded()
    {
        string path = Path.Combine(Path.GetTempPath(), $"gdl-{Guid.NewGuid():N}.dll");
        File.WriteAllBytes(path, [.. Compiled.Emit(Samples.FirstLine).Assembly]);
        using ReloadableGuidelines guidelines = new(path);
        File.WriteAllText(path, "half a file");
        Should.Throw<GuidelineLoadException>(guidelines.Reload);
        guidelines.Current.Evaluators.Single().Description.Id.ShouldBe("gep_nen");
        File.Delete(path);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Remember(ReloadableGuidelines guidelines, List<WeakReference> loaded)
    {
        loaded.Add(new WeakReference(guidelines.Current));
        guidelines.Current.Evaluators.Single().NewPatient().ShouldNotBeNull();
    }
}
