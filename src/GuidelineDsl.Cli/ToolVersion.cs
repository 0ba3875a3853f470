using System.Reflection;

namespace GuidelineDsl.Cli;

/// <summary>The version that packages, documents and audit records carry.</summary>
public static class ToolVersion
{
    public static string Text { get; } =
        Assembly.GetExecutingAssembly().GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion.Split('+')[0];
}
