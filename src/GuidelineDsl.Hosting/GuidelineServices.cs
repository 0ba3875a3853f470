using GuidelineDsl.Runtime.Evaluation;
using GuidelineDsl.Runtime.Loading;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace GuidelineDsl.Hosting;

/// <summary>Compiled guidelines as services.</summary>
public static class GuidelineServices
{
    /// <summary>
    /// Adds the guidelines of an assembly that <c>gdl build</c> wrote. Ask for <see cref="GuidelineLibrary"/>, or for an
    /// <see cref="IGuidelineEvaluator"/> with the guideline's name as key. The files are read when the library is first asked for.
    /// </summary>
    /// <param name="services">The services of the application.</param>
    /// <param name="path">The assembly file.</param>
    /// <param name="reloadable">Whether <see cref="GuidelineLibrary.Reload"/> loads it again. Code that can be reloaded runs slower; see <see cref="ReloadableGuidelines"/>.</param>
    public static IServiceCollection AddGuidelines(this IServiceCollection services, string path, bool reloadable = false)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        services.AddSingleton(new GuidelineFile(Path.GetFullPath(path), reloadable));
        services.TryAddSingleton<GuidelineLibrary>();

        // Not a singleton: after a reload, who asks again gets the new guideline.
        services.TryAddKeyedTransient(KeyedService.AnyKey, (provider, key) => provider.GetRequiredService<GuidelineLibrary>().Get(
            key as string ?? throw new InvalidOperationException("The key of a guideline is its name, a string.")));
        return services;
    }
}

/// <summary>An assembly file of guidelines that the application added.</summary>
/// <param name="Path">The full path.</param>
/// <param name="IsReloadable">Whether it may be loaded again.</param>
internal sealed record GuidelineFile(string Path, bool IsReloadable);
