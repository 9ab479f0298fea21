namespace Mooring.Core.Certificates;

/// <summary>When to renew a certificate.</summary>
/// <remarks>
/// The authority's window decides (RFC 9773); without one the lifetime does, by a fraction and not by days, so that it stays
/// right as lifetimes fall from 90 days to 64, 45 and 6.
/// </remarks>
public static class RenewalRule
{
    /// <summary>Up to this lifetime a certificate counts as short: 10 days.</summary>
    public static readonly TimeSpan ShortLifetime = TimeSpan.FromDays(10);

    /// <summary>How often the authority is asked for its window when it does not say: 6 hours (RFC 9773 §4.3).</summary>
    public static readonly TimeSpan UsualLook = TimeSpan.FromHours(6);

    /// <summary>How long a certificate stays in use that followed quickly on another one: 12 hours, or a quarter of a short lifetime.</summary>
    private static readonly TimeSpan Settling = TimeSpan.FromHours(12);

    private static readonly TimeSpan ShortestLook = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan LongestLook = TimeSpan.FromDays(1);

    /// <summary>When a third of the lifetime is left, or half of it when it is short: day 60 of 90, day 30 of 45, hour 80 of 160.</summary>
    public static DateTimeOffset DueAt(DateTimeOffset notBefore, DateTimeOffset notAfter)
    {
        var lifetime = new Validity(notBefore, notAfter).Lifetime;
        return notAfter - lifetime / (lifetime <= ShortLifetime ? 2 : 3);
    }

    /// <summary>The latest renewal, whatever the authority suggests: when the last twentieth of the lifetime begins.</summary>
    public static DateTimeOffset LatestAt(DateTimeOffset notBefore, DateTimeOffset notAfter) =>
        notAfter - new Validity(notBefore, notAfter).Lifetime / 20;

    /// <summary>Chooses when to renew, or keeps what was chosen while the ground it was chosen on is the same.</summary>
    /// <param name="validity">The certificate's.</param>
    /// <param name="window">
    /// What the authority suggests now; null where it suggests nothing or nonsense. Where it merely could not be asked: the window known last.
    /// </param>
    /// <param name="earlier">What was chosen before, for this certificate; null for nothing.</param>
    /// <param name="random">At least 0 and below 1: where in the window, and how much earlier than by the lifetime, so that many machines do not come at once.</param>
    public static RenewalChoice Choose(Validity validity, RenewalWindow? window, RenewalChoice? earlier, double random)
    {
        // An end that is not after its start is no answer (RFC 9773 §4.2).
        var sane = window is not null && window.End > window.Start ? window : null;
        return earlier is not null && earlier.Window == sane ? earlier
            : sane is null ? new RenewalChoice(DueAt(validity.NotBefore, validity.NotAfter) - Jitter(validity, random), null)
            : new RenewalChoice(Earlier(Within(sane, random), LatestAt(validity.NotBefore, validity.NotAfter)), sane);
    }

    /// <summary>
    /// Puts off the renewal of a certificate that followed quickly on another one. An authority that wants every new certificate replaced at
    /// once, or dates them so, would else be asked for one after the other without end.
    /// </summary>
    /// <param name="choice">When it would be renewed.</param>
    /// <param name="validity">The certificate's.</param>
    /// <param name="issued">When it was issued.</param>
    /// <param name="before">When the one before was; null for none.</param>
    public static RenewalChoice Settle(RenewalChoice choice, Validity validity, DateTimeOffset issued, DateTimeOffset? before)
    {
        var least = validity.Lifetime / 4 < Settling ? validity.Lifetime / 4 : Settling;
        return before is { } earlier && (issued - earlier).Duration() < least * 2 && choice.At < issued + least ? choice with { At = issued + least } : choice;
    }

    /// <summary>Whether the certificate is to be renewed now, or before anybody would look again.</summary>
    /// <param name="choice">What was chosen.</param>
    /// <param name="now">The time, as well as it is known.</param>
    /// <param name="nextLook">How long until somebody looks again; zero where somebody always watches.</param>
    public static bool IsDue(RenewalChoice choice, DateTimeOffset now, TimeSpan nextLook) => choice.At <= now + nextLook;

    /// <summary>Whether it is time to alarm people: a sixth of the lifetime or less is left, so half of the time for renewing has passed in vain.</summary>
    public static bool IsAlarming(Validity validity, DateTimeOffset now) => validity.Left(now) <= validity.Lifetime / 6;

    /// <summary>How long to wait before the authority is asked for its window again: as it says, at least a minute and at most a day.</summary>
    /// <param name="retryAfter">What it said; null for nothing.</param>
    public static TimeSpan LookAgainAfter(TimeSpan? retryAfter) =>
        retryAfter is not { } said ? UsualLook : said < ShortestLook ? ShortestLook : said > LongestLook ? LongestLook : said;

    private static DateTimeOffset Within(RenewalWindow window, double random) => window.Start + (window.End - window.Start) * random;

    private static DateTimeOffset Earlier(DateTimeOffset one, DateTimeOffset other) => one < other ? one : other;

    /// <summary>A sixtieth of the lifetime at most: 36 hours of 90 days, 2.7 hours of 160.</summary>
    private static TimeSpan Jitter(Validity validity, double random) => validity.Lifetime / 60 * random;
}
