using System.Net;

namespace Mooring.Core.Addresses;

/// <summary>Which addresses a source may yield: one family, and no special-use range but those allowed.</summary>
/// <param name="Family">The family that was asked for.</param>
/// <param name="Allow">Special-use ranges let through.</param>
public sealed record AddressPolicy(IpFamily Family, AllowedRanges Allow = AllowedRanges.None)
{
    /// <summary>Why the address may not be used, or null when it may.</summary>
    public Text? Refuse(IPAddress address)
    {
        if (address.Family() != Family)
        {
            return new Text(
                $"an {Name(address.Family())} address where {Name(Family)} was asked for",
                $"{Name(address.Family())} 地址，而需要的是 {Name(Family)} 地址");
        }

        return SpecialUse.Find(address) is { } special && (special.AllowedBy & Allow) == AllowedRanges.None ? special.Reason : null;
    }

    private static string Name(IpFamily family) => family.ToString();
}
