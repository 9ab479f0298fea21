using Mooring.Core;

namespace Mooring.Engine.Notifications;

/// <summary>How one message fared at one target.</summary>
/// <param name="IsSent">Whether it was taken, of a mail's receivers by one at least; what was taken is not sent again.</param>
/// <param name="Why">Why it did not reach all, without secrets; null when it did.</param>
public sealed record Delivery(bool IsSent, Text? Why)
{
    /// <summary>It reached everyone.</summary>
    public static Delivery ToAll { get; } = new(true, null);

    /// <summary>It reached nobody.</summary>
    public static Delivery ToNone(Text why) => new(false, why);
}
