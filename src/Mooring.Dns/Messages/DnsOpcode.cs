namespace Mooring.Dns;

/// <summary>The kind of a message, 4 bits (IANA, "DNS OpCodes").</summary>
public enum DnsOpcode : byte
{
    /// <summary>A question.</summary>
    Query = 0,

    /// <summary>Server status, unused.</summary>
    Status = 2,

    /// <summary>A zone has changed (RFC 1996).</summary>
    Notify = 4,

    /// <summary>Dynamic update (RFC 2136).</summary>
    Update = 5,
}
