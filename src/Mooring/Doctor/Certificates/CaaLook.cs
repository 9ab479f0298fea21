using Mooring.Core.Names;
using Mooring.Dns;

namespace Mooring.Doctor.Certificates;

/// <summary>Finds the CAA records that count for names, climbing from each to the top (RFC 8659 §3).</summary>
/// <param name="lookup">How resolvers are asked.</param>
internal sealed class CaaLook(AuthoritativeLookup lookup)
{
    private readonly Dictionary<DomainName, Task<IReadOnlyList<CaaData>>> asked = [];

    /// <summary>Those of each name; a name of which no resolver could tell anything is left out.</summary>
    public async Task<IReadOnlyList<CaaFacts>> LookAsync(IEnumerable<DomainName> domains, CancellationToken cancellation)
    {
        var facts = new List<CaaFacts>();
        foreach (var domain in domains)
        {
            facts.AddRange(await ClimbAsync(domain, cancellation) is { } found ? [found] : []);
        }

        return facts;
    }

    private async Task<CaaFacts?> ClimbAsync(DomainName domain, CancellationToken cancellation)
    {
        CaaFacts? known = null;
        try
        {
            for (var name = domain.Labels[0] == "*" ? domain.Parent : domain; name is not null; name = name.Parent)
            {
                if (await AskAsync(name, cancellation) is { Count: > 0 } records)
                {
                    return new CaaFacts(domain, name, records);
                }

                known = new CaaFacts(domain, null, []);
            }
        }
        catch (DnsQueryException)
        {
            // Resolvers that do not answer have findings of their own; above a zone's own names there are hardly ever such records.
        }

        return known;
    }

    private Task<IReadOnlyList<CaaData>> AskAsync(DomainName name, CancellationToken cancellation)
    {
        async Task<IReadOnlyList<CaaData>> Ask() =>
            await lookup.ResolveAsync(new DnsQuestion(name, DnsType.Caa), cancellation) is ResolverAnswer.Found found
                ? [.. found.Records.Select(record => record.Data).OfType<CaaData>()] : [];

        if (!asked.TryGetValue(name, out var answer))
        {
            asked[name] = answer = Ask();
        }

        return answer;
    }
}
