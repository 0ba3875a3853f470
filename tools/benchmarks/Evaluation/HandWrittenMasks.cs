using GuidelineDsl.Runtime.Evaluation;

namespace GuidelineDsl.Benchmarks.Evaluation;

/// <summary>
/// The 24 rules as masks, written out by hand: each fact is cut at its thresholds, each bin has the rules that it still allows, certainly in the high half of a
/// word and possibly in the low half, and the words are ANDed.
/// </summary>
internal static class HandWrittenMasks
{
    public static ulong Tell(in CodedPatient p)
    {
        return Ki67[(p.Ki67 >= 0 ? 1 : 0) + (p.Ki67 >= 30 ? 1 : 0) + (p.Ki67 >= 100 ? 1 : 0) + (p.Ki67 >= 200 ? 1 : 0) + (p.Ki67 >= 550 ? 1 : 0)]
            & Age[(p.Age >= 0 ? 1 : 0) + (p.Age >= 18 ? 1 : 0) + (p.Age >= 65 ? 1 : 0) + (p.Age >= 75 ? 1 : 0)]
            & Gfr[(p.Gfr >= 0 ? 1 : 0) + (p.Gfr >= 30 ? 1 : 0) + (p.Gfr >= 60 ? 1 : 0)]
            & Differentiation[p.Differentiation]
            & Sstr[p.Sstr]
            & Extent[p.Extent]
            & Site[p.Site]
            & Ecog[p.Ecog]
            & Resectable[p.Resectable];
    }

    /// <summary>Status and given rules from the words, without a branch: they follow no pattern.</summary>
    public static DecisionStatus Tell(ObjectPatient patient, out ulong rules)
    {
        ulong words = Tell(patient.Facts);
        rules = words >> 32;
        return (DecisionStatus)Statuses[(rules != 0 ? 2 : 0) | ((uint)words != 0 ? 1 : 0)];
    }

    private static ReadOnlySpan<byte> Statuses =>
    [
        (byte)DecisionStatus.NoRecommendation, (byte)DecisionStatus.NeedsData, (byte)DecisionStatus.Decided, (byte)DecisionStatus.Decided,
    ];

    private static ReadOnlySpan<ulong> Ki67 =>
    [
        0x000000_00ffffff,
        0x080657_00080657,
        0x0c0ed6_000c0ed6,
        0xfcbd78_00fcbd78,
        0x9bf468_009bf468,
        0x939008_00939008,
    ];

    private static ReadOnlySpan<ulong> Age =>
    [
        0x2c7337_00ffffff,
        0xeef737_00eef737,
        0xef7337_00ef7337,
        0xaf7bff_00af7bff,
        0x3d737f_003d737f,
    ];

    private static ReadOnlySpan<ulong> Gfr =>
    [
        0x3725ce_00ffffff,
        0xbf27ee_00bf27ee,
        0x77f5ef_0077f5ef,
        0x37fdde_0037fdde,
    ];

    private static ReadOnlySpan<ulong> Differentiation =>
    [
        0x000000_00ffffff,
        0xfa15b5_00fa15b5,
        0x05ea4a_0005ea4a,
    ];

    private static ReadOnlySpan<ulong> Sstr =>
    [
        0xbfdfd9_00ffffff,
        0xbfffd9_00bfffd9,
        0xffdfff_00ffdfff,
    ];

    private static ReadOnlySpan<ulong> Extent =>
    [
        0xd7bebc_00ffffff,
        0xffffbd_00ffffbd,
        0xd7bffd_00d7bffd,
        0xffbefe_00ffbefe,
    ];

    private static ReadOnlySpan<ulong> Site =>
    [
        0xb1ffe6_00ffffff,
        0xb9ffe6_00b9ffe6,
        0xb7fff6_00b7fff6,
        0xf9ffef_00f9ffef,
        0xf7ffff_00f7ffff,
    ];

    private static ReadOnlySpan<ulong> Ecog =>
    [
        0x6b6f38_00ffffff,
        0x6b6f3a_006b6f3a,
        0xfbef7b_00fbef7b,
        0x6f6f7c_006f6f7c,
        0xfbffb9_00fbffb9,
        0x6b6fbc_006b6fbc,
    ];

    private static ReadOnlySpan<ulong> Resectable =>
    [
        0xee6efd_00ffffff,
        0xee7eff_00ee7eff,
        0xffeffd_00ffeffd,
    ];
}
