using Mooring.Dns;

namespace Mooring.Sandbox.CertificateAuthority.Validation;

/// <summary>What one name server says to one question.</summary>
/// <param name="Server"><c>ns1</c> or <c>ns2</c>.</param>
/// <param name="Rcode">The outcome; null when it said nothing.</param>
/// <param name="Data">What stands at the end of the aliases; empty for nothing.</param>
internal sealed record DnsView(string Server, DnsRcode? Rcode, IReadOnlyList<RData> Data)
{
    /// <summary>Whether it answered about the name, be it that the name does not exist.</summary>
    public bool IsAnswer => Rcode is DnsRcode.NoError or DnsRcode.NxDomain;

    /// <summary>The outcome in words.</summary>
    public string Outcome => Rcode is { } rcode ? rcode.ToString().ToUpperInvariant() : "query timed out";
}
