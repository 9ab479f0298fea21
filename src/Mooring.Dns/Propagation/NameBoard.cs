namespace Mooring.Dns.Propagation;

/// <summary>What is known of one name while it is waited for. Changed by the wait alone.</summary>
internal sealed class NameBoard(ExpectedTxt expected, IReadOnlyList<Sighting> resolvers)
{
    private readonly List<Sighting> _servers = [];
    private readonly List<Sighting> _resolvers = [.. resolvers];

    public ExpectedTxt Expected => expected;

    public DnsQuestion Question { get; } = new(expected.Name, DnsType.Txt);

    public IReadOnlyList<Sighting> Servers => _servers;

    public IReadOnlyList<Sighting> Resolvers => _resolvers;

    /// <summary>The judgement of the last look.</summary>
    public NameVerdict Verdict { get; set; }

    /// <summary>Takes the servers of the zone, once they are known or known not to be found.</summary>
    public void Expect(IEnumerable<Sighting> servers)
    {
        _servers.Clear();
        _servers.AddRange(servers);
    }

    /// <summary>Takes what a server, or the search for servers, came to. The state's begin stays where the state does.</summary>
    public void Note(Sighting seen) => Note(_servers, seen);

    /// <summary>Takes what a resolver said.</summary>
    public void NoteResolver(Sighting seen) => Note(_resolvers, seen);

    public Sighting? Find(Sighting seat) => _servers.Find(known => IsSame(known, seat));

    private static void Note(List<Sighting> all, Sighting seen)
    {
        var index = all.FindIndex(known => IsSame(known, seen));
        if (index < 0)
        {
            all.Add(seen);
            return;
        }

        var before = all[index];
        all[index] = before.State == seen.State || (before.IsFailing && seen.IsFailing) ? seen with { Since = before.Since } : seen;
    }

    private static bool IsSame(Sighting one, Sighting other) =>
        string.Equals(one.Server, other.Server, StringComparison.OrdinalIgnoreCase) && Equals(one.Address, other.Address);
}
