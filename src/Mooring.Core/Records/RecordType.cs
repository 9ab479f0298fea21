namespace Mooring.Core.Records;

/// <summary>The type of a record, in capitals as both clouds write it.</summary>
/// <remarks>Open, because a listing shows types this program does not write.</remarks>
public sealed record RecordType
{
    /// <summary>IPv4 address (RFC 1035).</summary>
    public static readonly RecordType A = new("A");

    /// <summary>IPv6 address (RFC 3596).</summary>
    public static readonly RecordType Aaaa = new("AAAA");

    /// <summary>Alias (RFC 1034).</summary>
    public static readonly RecordType Cname = new("CNAME");

    /// <summary>Mail exchange (RFC 1035); its priority is a field of its own at both clouds.</summary>
    public static readonly RecordType Mx = new("MX");

    /// <summary>Name server (RFC 1035).</summary>
    public static readonly RecordType Ns = new("NS");

    /// <summary>Text (RFC 1035), unquoted.</summary>
    public static readonly RecordType Txt = new("TXT");

    /// <summary>Service (RFC 2782): <c>priority weight port target</c>.</summary>
    public static readonly RecordType Srv = new("SRV");

    /// <summary>Certification authority authorization (RFC 8659): <c>flags tag "value"</c>.</summary>
    public static readonly RecordType Caa = new("CAA");

    /// <summary>Alidns: visible HTTP redirect.</summary>
    public static readonly RecordType RedirectUrl = new("REDIRECT_URL");

    /// <summary>Alidns: framed HTTP forward.</summary>
    public static readonly RecordType ForwardUrl = new("FORWARD_URL");

    /// <summary>The types this program writes.</summary>
    public static readonly IReadOnlyList<RecordType> Writable =
        [A, Aaaa, Cname, Mx, Ns, Txt, Srv, Caa, RedirectUrl, ForwardUrl];

    private RecordType(string name) => Name = name;

    /// <summary>The name in capitals.</summary>
    public string Name { get; }

    /// <summary>Whether the value is an address.</summary>
    public bool IsAddress => Name is "A" or "AAAA";

    /// <summary>The type of that name, in any case; unknown ones are kept as they are.</summary>
    public static RecordType Of(string name) => new(name.ToUpperInvariant());

    /// <inheritdoc />
    public override string ToString() => Name;
}
