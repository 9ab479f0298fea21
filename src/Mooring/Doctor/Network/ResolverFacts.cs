using System.Net;
using Mooring.Core;

namespace Mooring.Doctor.Network;

/// <summary>What is known of how this machine finds names.</summary>
internal sealed record ResolverFacts
{
    /// <summary>The servers that are asked, setting by setting in the order of asking.</summary>
    public IReadOnlyList<ServerFacts> Servers { get; init; } = [];

    /// <summary>What the operating system says of the endpoints' names, where it is asked at all.</summary>
    public IReadOnlyList<SystemAnswer> System { get; init; } = [];

    /// <summary>The port at which authoritative servers are asked.</summary>
    public int AuthoritativePort { get; init; } = StandardPort;

    /// <summary>Whether all that is asked for lies on this machine: a sandbox.</summary>
    public bool IsAllHere { get; init; }

    /// <summary>The port of DNS.</summary>
    public const int StandardPort = 53;
}

/// <summary>One server and its answers.</summary>
/// <param name="Server">Whom.</param>
/// <param name="Setting">Where it is named: <c>dns.resolvers</c>, <c>accounts.home.resolvers</c>, or <c>system</c>.</param>
/// <param name="Answers">What it said, name by name.</param>
internal sealed record ServerFacts(IPEndPoint Server, string Setting, IReadOnlyList<NameAnswer> Answers)
{
    /// <summary>What it said of a name that nobody has; empty where it said that there is none, or nothing.</summary>
    public IReadOnlyList<IPAddress> Invented { get; init; } = [];
}

/// <summary>What a server said of one name.</summary>
/// <param name="Name">The name.</param>
/// <param name="Kind">Why it is asked for.</param>
/// <param name="Took">How long it took.</param>
internal sealed record NameAnswer(string Name, NameKind Kind, TimeSpan Took)
{
    /// <summary>Its addresses; empty where there are none, or nobody could tell.</summary>
    public IReadOnlyList<IPAddress> Addresses { get; init; } = [];

    /// <summary>Why nobody could tell; null where the server could, even if there are none.</summary>
    public Text? Failure { get; init; }
}

/// <summary>Why a name is asked for.</summary>
internal enum NameKind
{
    /// <summary>A provider's usual endpoint, which has public addresses.</summary>
    Cloud,

    /// <summary>An endpoint or proxy of the user's own, which may have any.</summary>
    Own,

    /// <summary>A name that records are kept for; it need not exist yet.</summary>
    Record,
}

/// <summary>What the operating system says of a name: hosts file, caches, name servers.</summary>
/// <param name="Name">The name.</param>
/// <param name="Addresses">What it found; empty where it found none.</param>
/// <param name="HostsFile">Which of them the hosts file names.</param>
internal sealed record SystemAnswer(string Name, IReadOnlyList<IPAddress> Addresses, IReadOnlyList<IPAddress> HostsFile);
