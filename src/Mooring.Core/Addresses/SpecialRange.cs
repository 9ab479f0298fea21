namespace Mooring.Core.Addresses;

/// <summary>A range that is set aside, so that its addresses are nobody's public address.</summary>
/// <param name="Prefix">The range.</param>
/// <param name="Name">What it is for.</param>
/// <param name="Source">The document that sets it aside.</param>
/// <param name="AllowedBy">The setting that lets it through; <see cref="AllowedRanges.None"/> where nothing does.</param>
/// <param name="Advice">What to do about an address of this range; null where there is nothing to say.</param>
public sealed record SpecialRange(IpPrefix Prefix, Text Name, string Source, AllowedRanges AllowedBy = AllowedRanges.None, Text? Advice = null)
{
    /// <summary>Why an address of this range is refused and what to do.</summary>
    public Text Reason => ReasonWith(Advice ?? new Text("it cannot be reached from the Internet", "无法从互联网访问"));

    /// <summary>Why an address of this range is refused, with an advice that suits where it came from.</summary>
    public Text ReasonWith(Text advice) => new(
        $"{Name.English} ({Prefix}, {Source}): {advice.English}",
        $"{Name.Chinese}（{Prefix}，{Source}）：{advice.Chinese}");
}
