namespace Mooring.Acme;

/// <summary>A request to revoke (RFC 8555 §7.6).</summary>
internal sealed record RevocationWire(string Certificate, int Reason);
