using Mooring.Configuration.Settings;
using Mooring.Core.Names;
using Mooring.Dns;
using Mooring.Dns.Propagation;
using Mooring.Engine.Issuing.Challenges;
using Mooring.Engine.Updating;

namespace Mooring.Composition;

/// <summary>Puts together what publishes challenges.</summary>
internal static class Challenges
{
    /// <summary>The publisher for accounts of an installation.</summary>
    /// <param name="installation">State, and resolvers over HTTPS.</param>
    /// <param name="accounts">The accounts, as they are to be used.</param>
    /// <param name="options">How; that aliases are followed, and the zones without an API, are added.</param>
    /// <param name="dns">Which name servers are asked.</param>
    /// <param name="time">This machine's clock.</param>
    public static ChallengePublisher Publisher(
        Installation installation, IReadOnlyList<Account> accounts, ChallengeOptions options, DnsSettings dns, TimeProvider time)
    {
        var walk = new AliasWalk(NameServices.Lookup(dns, installation.HttpsResolvers, time));
        return new ChallengePublisher(accounts, installation.Store, options with { Manual = installation.Manual, Target = (name, ours, stop) => FollowAsync(walk, name, ours, stop) }, time);
    }

    private static async Task<DomainName> FollowAsync(AliasWalk walk, DomainName name, IReadOnlyCollection<DomainName> ours, CancellationToken cancellation)
    {
        try
        {
            return (await walk.FollowAsync(name, ours, cancellation)).Name;
        }
        catch (DnsQueryException e) when (e.Fault == DnsQueryFault.Endless)
        {
            throw new ChallengeException(e.Explanation, inner: e);
        }
        catch (DnsQueryException)
        {
            // Nobody knows its zone, and no account holds it: which zones there are is then the better word.
            return name;
        }
    }
}
