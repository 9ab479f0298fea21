namespace Mooring.Core.Names.Idna;

/// <summary>How a code point joins its neighbours (Unicode, Joining_Type).</summary>
internal enum JoiningType
{
    None = 0,
    Dual = 1,
    Left = 2,
    Right = 3,
    Transparent = 4,
}

/// <summary>Bidirectional classes that a label may hold (RFC 5893 §2); the numbers are those of eng/unicode/tables.mjs.</summary>
internal enum BidiClass
{
    Other = 0,
    LeftToRight = 1,
    RightToLeft = 2,
    ArabicLetter = 3,
    ArabicNumber = 4,
    EuropeanNumber = 5,
    EuropeanSeparator = 6,
    CommonSeparator = 7,
    EuropeanTerminator = 8,
    OtherNeutral = 9,
    BoundaryNeutral = 10,
    NonspacingMark = 11,
}

/// <summary>What a code point that UTS 46 calls valid is; for every other code point the answer means nothing.</summary>
internal readonly record struct CodePointTraits(int Packed)
{
    /// <summary>0 for starters; among combining marks a rank that grows with the canonical combining class.</summary>
    public int CombiningRank => Packed >> 16;

    /// <summary>General category Mark.</summary>
    public bool IsMark => (Packed & 0x200) != 0;

    /// <summary>Canonical combining class Virama.</summary>
    public bool IsVirama => (Packed & 0x100) != 0;

    /// <summary>How it joins its neighbours.</summary>
    public JoiningType Joining => (JoiningType)((Packed >> 4) & 7);

    /// <summary>Its bidirectional class.</summary>
    public BidiClass Bidi => (BidiClass)(Packed & 15);

    public static CodePointTraits Of(int codePoint) =>
        new(IdnaTables.Traits[CodePointMap.Find(codePoint, IdnaTables.TraitRuns, IdnaTables.TraitIndex).Value]);
}
