using Mooring.Dns;

namespace Mooring.Sandbox.NameServer;

/// <summary>An answer while it is put together.</summary>
internal sealed class Reply
{
    public DnsRcode Rcode { get; set; }

    /// <summary>Whether the first name asked for lies in a zone held here (AA, RFC 1035 §4.1.1).</summary>
    public bool Authoritative { get; set; }

    public List<DnsRecord> Answers { get; } = [];

    public List<DnsRecord> Authorities { get; } = [];

    public List<DnsRecord> Additionals { get; } = [];

    /// <summary>An answer that is an outcome and nothing else.</summary>
    public static Reply Of(DnsRcode rcode) => new() { Rcode = rcode };

    /// <summary>The message that answers a query: from a server that holds zones and also resolves what it holds.</summary>
    public DnsMessage To(DnsMessage query) => query.ToReply(Rcode) with
    {
        IsAuthoritative = Authoritative,
        RecursionAvailable = true,
        Answers = Answers,
        Authorities = Authorities,
        Additionals = Additionals,
    };
}
