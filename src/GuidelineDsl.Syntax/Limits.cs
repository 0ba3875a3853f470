namespace GuidelineDsl.Syntax;

/// <summary>
/// How large a guideline may be. What is beyond was written by a program or by mistake, and is refused in words; <c>docs/reliability.md</c>
/// lists these numbers.
/// </summary>
public static class Limits
{
    /// <summary>Characters of one file (GDL1029).</summary>
    public const int CharactersPerFile = 64 * 1024 * 1024;

    /// <summary>Files of one compilation, used ones included (GDL2005).</summary>
    public const int Files = 10_000;

    /// <summary>How deeply brackets, negations and calculations nest in one condition or value (GDL1022).</summary>
    public const int Nesting = 200;

    /// <summary>How deeply they nest when what they are declared by is looked through (GDL2016): the passes walk conditions recursively.</summary>
    public const int Levels = 1_000;

    /// <summary>Options of one plan when its choices are multiplied out.</summary>
    public const int PlanOptions = 10_000;

    /// <summary>Mistakes of one text that are told; nobody reads on.</summary>
    public const int MistakesToldPerFile = 1_000;

    /// <summary>Unknown names of one compilation for which similar ones are looked up.</summary>
    public const int SpellingsLookedUp = 200;

    /// <summary>Names that one message lists.</summary>
    public const int NamesListed = 20;
}
