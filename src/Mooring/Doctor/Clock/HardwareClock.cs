namespace Mooring.Doctor.Clock;

/// <summary>What the clock that runs while the machine is off shows (RTC).</summary>
internal sealed record HardwareClock
{
    /// <summary>Its name in the system; null where there is none.</summary>
    public string? Device { get; init; }

    /// <summary>What it shows, read as UTC, minus this machine's clock; null where it cannot be read.</summary>
    public TimeSpan? Offset { get; init; }

    /// <summary>Whether the system takes it for local time, as <c>/etc/adjtime</c> says.</summary>
    public bool ReadAsLocal { get; init; }

    /// <summary>Whether the time of the last shutdown is kept in a file in its place (fake-hwclock).</summary>
    public bool HasSubstitute { get; init; }
}
