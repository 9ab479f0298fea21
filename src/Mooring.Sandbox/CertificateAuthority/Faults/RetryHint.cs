using System.Globalization;
using Mooring.Sandbox.World;

namespace Mooring.Sandbox.CertificateAuthority.Faults;

/// <summary>When a client shall come again.</summary>
internal static class RetryHint
{
    /// <summary>While a validation or an order is being worked on.</summary>
    public static readonly TimeSpan WhileWaiting = TimeSpan.FromSeconds(1);

    /// <summary>While the CA is out of order.</summary>
    public static readonly TimeSpan InMaintenance = TimeSpan.FromSeconds(5);

    /// <summary>The header's value; null for no header.</summary>
    /// <param name="form">How to write it.</param>
    /// <param name="span">How long to wait; written in whole seconds, never too short.</param>
    /// <param name="now">The servers' time.</param>
    public static string? Write(RetryAfterForm form, TimeSpan span, DateTimeOffset now) => form switch
    {
        RetryAfterForm.Seconds => Math.Ceiling(span.TotalSeconds).ToString(CultureInfo.InvariantCulture),
        RetryAfterForm.Date => (now + span).AddSeconds(0.999).ToString("R", CultureInfo.InvariantCulture),
        _ => null,
    };
}
