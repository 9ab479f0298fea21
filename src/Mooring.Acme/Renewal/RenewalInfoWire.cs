using System.Text.Json.Serialization;

namespace Mooring.Acme;

/// <summary>Renewal information as it comes (RFC 9773 §4.2).</summary>
internal sealed record RenewalInfoWire(RenewalWindowWire SuggestedWindow)
{
    private static readonly TimeSpan Soonest = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Latest = TimeSpan.FromDays(1);
    private static readonly TimeSpan Unsaid = TimeSpan.FromHours(6);

    [JsonPropertyName("explanationURL")]
    public string? ExplanationUrl { get; init; }

    /// <exception cref="FormatException">The window is none (RFC 9773 §4.2: the end comes after the start).</exception>
    public RenewalInfo ToRenewalInfo(TimeSpan? retryAfter)
    {
        var (start, end) = SuggestedWindow;
        return start < end
            ? new(start, end, TimeSpan.FromTicks(Math.Clamp((retryAfter ?? Unsaid).Ticks, Soonest.Ticks, Latest.Ticks)), WebPage.At(ExplanationUrl))
            : throw new FormatException("suggestedWindow ends before it starts");
    }
}

/// <summary>The window as it comes.</summary>
internal sealed record RenewalWindowWire(DateTimeOffset Start, DateTimeOffset End);
