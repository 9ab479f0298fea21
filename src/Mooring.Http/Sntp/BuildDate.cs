namespace Mooring.Http;

/// <summary>When this program was built; the build itself writes it in.</summary>
public static partial class BuildDate
{
    /// <summary>The start of the day of the build, UTC: true time is later. A build with <c>SOURCE_DATE_EPOCH</c> shows that day.</summary>
    public static DateTimeOffset Utc => Day;

    private static partial DateTimeOffset Day { get; }
}
