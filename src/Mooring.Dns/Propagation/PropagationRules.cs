namespace Mooring.Dns.Propagation;

/// <summary>What is to be done about a name.</summary>
internal enum NameVerdict
{
    /// <summary>An authoritative server has not spoken, answers an old state, or fails and has its grace: wait.</summary>
    Waiting,

    /// <summary>Only servers that have failed for long stand in the way, and resolvers are to say whether that matters.</summary>
    AskResolvers,

    /// <summary>It is seen as it shall be.</summary>
    Reached,
}

/// <summary>When records count as seen, who is passed over, and when a resolver may be asked. Pure.</summary>
/// <remarks>
/// A resolver that is asked too early remembers for minutes that there is no such record (RFC 2308 §5), so none is asked while any
/// authoritative server answers an old state.
/// </remarks>
internal static class PropagationRules
{
    /// <summary>How many resolvers over HTTPS must agree where no authoritative server can be asked at all.</summary>
    public const int HttpsQuorum = 2;

    /// <summary>Judges what is known of a name.</summary>
    /// <param name="servers">The last word of each address of each authoritative server; empty while they are not known.</param>
    /// <param name="resolvers">The last word of each resolver.</param>
    /// <param name="now">Since the begin of the wait.</param>
    /// <param name="grace">How long a server must have failed to be passed over.</param>
    public static NameVerdict Judge(IReadOnlyList<Sighting> servers, IReadOnlyList<Sighting> resolvers, TimeSpan now, TimeSpan grace)
    {
        var counted = Counted(servers);
        return counted.Count == 0 || counted.Exists(server => Blocks(server, now, grace)) ? NameVerdict.Waiting
            : counted.TrueForAll(server => server.State == SightingState.Right) || HasAgreement(counted, resolvers) ? NameVerdict.Reached
            : NameVerdict.AskResolvers;
    }

    /// <summary>Those whose word counts: not an address that this machine has no way to, where the same server has another one.</summary>
    public static List<Sighting> Counted(IReadOnlyList<Sighting> servers)
    {
        var reached = servers.Where(server => server.State != SightingState.NoRoute).Select(server => server.Server).ToHashSet(StringComparer.OrdinalIgnoreCase);
        return [.. servers.Where(server => server.State != SightingState.NoRoute || !reached.Contains(server.Server))];
    }

    /// <summary>Whether a server stands in the way by itself, whatever resolvers say.</summary>
    public static bool Blocks(Sighting server, TimeSpan now, TimeSpan grace) => server.State switch
    {
        SightingState.Unasked or SightingState.Old => true,
        SightingState.Failed or SightingState.NoRoute => now - server.Since < grace,
        _ => false,
    };

    /// <summary>When the next grace of a name's servers ends; null where none runs.</summary>
    public static TimeSpan? GraceEnds(IReadOnlyList<Sighting> servers, TimeSpan now, TimeSpan grace) => Counted(servers)
        .Where(server => server.IsFailing && now - server.Since < grace)
        .Select(server => (TimeSpan?)(server.Since + grace))
        .Min();

    /// <summary>Whether no authoritative server tells anything, so that only resolvers over HTTPS can.</summary>
    public static bool IsBlind(IReadOnlyList<Sighting> servers) => servers.Count > 0 && servers.All(server => server.IsFailing);

    private static bool HasAgreement(List<Sighting> counted, IReadOnlyList<Sighting> resolvers)
    {
        var agreeing = resolvers.Where(resolver => resolver.State == SightingState.Right);
        return IsBlind(counted) ? agreeing.Count(resolver => resolver.IsHttps) >= HttpsQuorum : agreeing.Any();
    }
}
