using System.Collections.Immutable;

namespace Mooring.Sandbox.World;

/// <summary>How a name server behaves.</summary>
public enum NameServerMode
{
    /// <summary>Answers.</summary>
    Answer,

    /// <summary>Says nothing.</summary>
    Silent,

    /// <summary>Answers SERVFAIL to everything.</summary>
    Servfail,

    /// <summary>Answers REFUSED to everything.</summary>
    Refused,
}

/// <summary>One name server's behaviour.</summary>
/// <param name="Mode">What it does with a question.</param>
/// <param name="PropagationDelay">How long changes take to reach it; null for what holds for all.</param>
public sealed record NameServerSettings(NameServerMode Mode = NameServerMode.Answer, TimeSpan? PropagationDelay = null);

/// <summary>The behaviour of both name servers.</summary>
/// <param name="PropagationDelay">How long changes take to reach a server that says nothing else.</param>
/// <param name="Servers">What differs, by <c>ns1</c> and <c>ns2</c>.</param>
public sealed record DnsSettings(TimeSpan PropagationDelay, ImmutableDictionary<string, NameServerSettings> Servers)
{
    /// <summary>Both answer at once.</summary>
    public static DnsSettings Default { get; } = new(TimeSpan.Zero, ImmutableDictionary<string, NameServerSettings>.Empty);

    /// <summary>The words for the two servers.</summary>
    public static IReadOnlyList<string> ServerWords { get; } = ["ns1", "ns2"];

    /// <summary>What the server does with a question.</summary>
    public NameServerMode ModeOf(string server) => Servers.GetValueOrDefault(server)?.Mode ?? NameServerMode.Answer;

    /// <summary>How long changes take to reach the server.</summary>
    public TimeSpan DelayOf(string server) => Servers.GetValueOrDefault(server)?.PropagationDelay ?? PropagationDelay;
}
