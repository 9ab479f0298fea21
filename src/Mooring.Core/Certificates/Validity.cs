namespace Mooring.Core.Certificates;

/// <summary>From when to when a certificate counts.</summary>
/// <param name="NotBefore">Its beginning, UTC; authorities often date it back by an hour.</param>
/// <param name="NotAfter">Its end, UTC; later than <paramref name="NotBefore"/>.</param>
public sealed record Validity(DateTimeOffset NotBefore, DateTimeOffset NotAfter)
{
    /// <summary>Its length; never negative.</summary>
    public TimeSpan Lifetime => NotAfter > NotBefore ? NotAfter - NotBefore : TimeSpan.Zero;

    /// <summary>How much is left; negative when it is over.</summary>
    public TimeSpan Left(DateTimeOffset now) => NotAfter - now;
}
