using Mooring.Sandbox.World;

namespace Mooring.Sandbox.TencentCloud;

/// <summary>What a grade allows.</summary>
/// <param name="Code">The vendor's code.</param>
/// <param name="Title">The vendor's title.</param>
/// <param name="Level">The vendor's number.</param>
/// <param name="MinTtl">The shortest TTL; the longest is 604800 everywhere.</param>
/// <param name="Roll">Records in round robin at one name, type and line.</param>
/// <param name="Levels">Labels below the zone, wildcards too.</param>
/// <remarks>The paid grades' numbers are not published as a table: they only have to be larger.</remarks>
internal sealed record DnspodGrade(string Code, string Title, int Level, int MinTtl, int Roll, int Levels)
{
    public const int MaxTtl = 604800;

    public static DnspodGrade Of(ZoneEdition edition) => edition switch
    {
        ZoneEdition.Free => new("DP_FREE", "免费版", 1, 600, 4, 3),
        ZoneEdition.Personal => new("DP_PLUS", "专业版", 2, 120, 10, 5),
        ZoneEdition.Standard => new("DP_EXPERT", "企业版", 3, 60, 20, 10),
        _ => new("DP_ULTRA", "尊享版", 4, 1, 60, 20),
    };
}
