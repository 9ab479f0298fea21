using Mooring.Core.Records;

namespace Mooring.Providers.Faults;

/// <summary>Whether an error that speaks of the key or of a missing parameter is really the clock's.</summary>
/// <remarks>
/// With a clock far off the clouds do not always say so: an unreadable timestamp is reported as missing, and a signature or a
/// token may be refused before the time is looked at. A credentials fault is therefore named only when the clock is good.
/// </remarks>
internal static class ClockRule
{
    public static Ruling Apply(Ruling ruling, VendorError error, TimeSpan? signingError, TimeSpan tolerance) =>
        signingError is { } off && off.Duration() > tolerance && MayHideTheClock(ruling, error)
            ? new Ruling(DnsFault.Clock, Cure.SetClock)
            : ruling;

    private static bool MayHideTheClock(Ruling ruling, VendorError error) =>
        ruling.Fault == DnsFault.Credentials
        || (error.Code.StartsWith("Missing", StringComparison.Ordinal)
            && $"{error.Code} {error.Message}".Contains("Timestamp", StringComparison.OrdinalIgnoreCase));
}
