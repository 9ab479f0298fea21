namespace Mooring.Core.Certificates;

/// <summary>When the authority suggests to renew (RFC 9773 §4.2), as it said.</summary>
/// <param name="Start">Its beginning; in the past when the authority wants the certificate replaced now.</param>
/// <param name="End">Its end.</param>
public sealed record RenewalWindow(DateTimeOffset Start, DateTimeOffset End);

/// <summary>When a certificate is to be renewed: chosen once and kept, so that a restart does not throw the dice again.</summary>
/// <param name="At">From then on it is due.</param>
/// <param name="Window">The authority's window it was chosen in; null where the lifetime alone decided.</param>
public sealed record RenewalChoice(DateTimeOffset At, RenewalWindow? Window);
