using System.Runtime.CompilerServices;

namespace GuidelineDsl.Runtime.Loading;

/// <summary>
/// An assembly file that may be replaced while the application runs. Reloading is asked for, never automatic: each load lives in a
/// collectible context, whose code runs slower than that of <see cref="GuidelineAssembly.Load"/>, and is given back once nobody holds
/// an evaluator, patient or result of it any more.
/// </summary>
public sealed class ReloadableGuidelines : IDisposable
{
    private readonly Lock _gate = new();
    private readonly string _path;
    private SharedContext? _context;
    private GuidelineAssembly? _current;

    /// <summary>Loads the file.</summary>
    /// <exception cref="GuidelineLoadException">It cannot be loaded.</exception>
    public ReloadableGuidelines(string path)
    {
        _path = Path.GetFullPath(path);
        Reload();
    }

    /// <summary>What was loaded last.</summary>
    /// <exception cref="ObjectDisposedException">The object is disposed.</exception>
    public GuidelineAssembly Current => Volatile.Read(ref _current) ?? throw new ObjectDisposedException(nameof(ReloadableGuidelines));

    /// <summary>Loads the file again. If that fails, what was loaded before stays.</summary>
    /// <exception cref="GuidelineLoadException">It cannot be loaded.</exception>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public void Reload()
    {
        lock (_gate)
        {
            byte[] bytes = GuidelineAssembly.ReadFile(_path, _path);
            AssemblyCheck.Check(bytes);
            SharedContext next = new(isCollectible: true);
            try
            {
                Volatile.Write(ref _current, GuidelineAssembly.LoadInto(next, bytes, default));
            }
            catch (GuidelineLoadException)
            {
                next.Unload();
                throw;
            }

            _context?.Unload();
            _context = next;
        }
    }

    /// <summary>Lets go of what was loaded.</summary>
    public void Dispose()
    {
        lock (_gate)
        {
            _context?.Unload();
            _context = null;
            Volatile.Write(ref _current, null);
        }
    }
}
