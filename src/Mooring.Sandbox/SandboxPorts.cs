namespace Mooring.Sandbox;

/// <summary>The ports of the sandbox: as wanted (0 takes a free one), or as really taken (0 for what is not served).</summary>
public sealed record SandboxPorts
{
    /// <summary>The fixed ports of the command <c>sandbox</c>.</summary>
    public static SandboxPorts Fixed { get; } = new();

    /// <summary>A free port for each, for tests and the demo.</summary>
    public static SandboxPorts Free { get; } = new()
    {
        Control = 0,
        Alidns = 0,
        Tencent = 0,
        Echo = 0,
        Ca = 0,
        Sntp = 0,
        Dns = 0,
        Tls = 0,
    };

    /// <summary>The control API, over HTTP.</summary>
    public int Control { get; init; } = 9100;

    /// <summary>Alibaba Cloud DNS, over HTTP.</summary>
    public int Alidns { get; init; } = 9101;

    /// <summary>Tencent Cloud, over HTTP.</summary>
    public int Tencent { get; init; } = 9102;

    /// <summary>The address echo: HTTP, and STUN on UDP.</summary>
    public int Echo { get; init; } = 9103;

    /// <summary>The test CA, over HTTPS, with its directory at <c>/directory</c>.</summary>
    public int Ca { get; init; } = 9104;

    /// <summary>The first time server, on UDP; the second has the next port.</summary>
    public int Sntp { get; init; } = 9123;

    /// <summary>Both name servers, on UDP and TCP.</summary>
    public int Dns { get; init; } = 9153;

    /// <summary>Both APIs over HTTPS.</summary>
    public int Tls { get; init; } = 9143;

    /// <summary>What is served, as <c>name=port</c> with blanks between, each named after its option.</summary>
    public override string ToString() => string.Join(' ', Named.Where(pair => pair.Port != 0).Select(pair => $"{pair.Name}={pair.Port}"));

    private IEnumerable<(string Name, int Port)> Named =>
    [
        ("control", Control), ("alidns", Alidns), ("tencent", Tencent), ("echo", Echo), ("ca", Ca), ("sntp", Sntp), ("dns", Dns), ("tls", Tls),
    ];
}
