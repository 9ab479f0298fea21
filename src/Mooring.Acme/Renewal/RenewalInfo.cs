namespace Mooring.Acme;

/// <summary>When a CA wants a certificate renewed (RFC 9773 §4.2).</summary>
/// <param name="Start">The begin of the window to choose a time in; a window wholly in the past means now.</param>
/// <param name="End">Its end; later than the begin.</param>
/// <param name="RetryAfter">When to ask again: from 1 minute to 1 day (RFC 9773 §4.3.2); 6 hours where the CA does not say.</param>
/// <param name="ExplanationUrl">A page that says why; null where there is none.</param>
public sealed record RenewalInfo(DateTimeOffset Start, DateTimeOffset End, TimeSpan RetryAfter, Uri? ExplanationUrl);
