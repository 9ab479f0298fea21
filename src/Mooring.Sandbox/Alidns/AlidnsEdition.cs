using Mooring.Sandbox.World;

namespace Mooring.Sandbox.Alidns;

/// <summary>What an edition allows.</summary>
/// <param name="Code">The vendor's code.</param>
/// <param name="Name">The vendor's name.</param>
/// <param name="MinTtl">The shortest TTL; the longest is 86400 everywhere.</param>
/// <param name="Addresses">Address records in round robin at one name and line.</param>
/// <param name="Levels">Labels below the zone.</param>
/// <param name="FineLines">Whether lines by region and cloud are sold with it.</param>
/// <remarks>Documentation of the editions; where its pages disagree, the English one. The round-robin numbers are not published.</remarks>
internal sealed record AlidnsEdition(string Code, string Name, int MinTtl, int Addresses, int Levels, bool FineLines)
{
    public const int MaxTtl = 86400;

    public static AlidnsEdition Of(ZoneEdition edition) => edition switch
    {
        ZoneEdition.Free => new("mianfei", "Free", 600, 10, 5, false),
        ZoneEdition.Personal => new("version_personal", "Personal", 600, 15, 10, false),
        ZoneEdition.Standard => new("version_enterprise_basic", "Enterprise Standard", 60, 60, 10, true),
        _ => new("version_enterprise_advanced", "Enterprise Ultimate", 1, 90, 10, true),
    };
}
