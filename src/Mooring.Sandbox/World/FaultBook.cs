namespace Mooring.Sandbox.World;

/// <summary>The faults in force, oldest first.</summary>
/// <param name="seed">Start of the randomness behind <see cref="FaultRule.Ratio"/>, so that every run strikes the same requests.</param>
public sealed class FaultBook(int seed)
{
    private readonly Lock gate = new();
    private readonly List<Entry> entries = [];
    private int added;

    /// <summary>Adds a fault behind those in force.</summary>
    public void Add(FaultRule rule)
    {
        lock (gate)
        {
            entries.Add(new Entry(rule, rule.Count, new DeterministicChance(seed + added++)));
        }
    }

    /// <summary>Ends every fault.</summary>
    public void Clear()
    {
        lock (gate)
        {
            entries.Clear();
        }
    }

    /// <summary>The faults that strike this request: any delays, and at most one that takes the answer's place, the oldest.</summary>
    public IReadOnlyList<FaultRule> Take(SandboxProvider provider, string? action)
    {
        lock (gate)
        {
            var taken = new List<FaultRule>();
            foreach (var entry in entries.Where(entry => entry.Strikes(provider, action)))
            {
                entry.Remaining--;
                taken.Add(entry.Rule);
                if (entry.Rule.Kind != FaultKind.Delay)
                {
                    break;
                }
            }

            entries.RemoveAll(entry => entry.Remaining <= 0);
            return taken;
        }
    }

    private sealed class Entry(FaultRule rule, int? remaining, DeterministicChance chance)
    {
        public FaultRule Rule => rule;

        public int? Remaining { get; set; } = remaining;

        public bool Strikes(SandboxProvider provider, string? action) =>
            rule.Matches(provider, action) && (rule.Ratio >= 1 || chance.Next() < rule.Ratio);
    }
}
