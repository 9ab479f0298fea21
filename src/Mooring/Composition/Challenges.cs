using Mooring.Configuration.Settings;
using Mooring.Core;
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
        return new ChallengePublisher(accounts, installation.Store, options with { Manual = installation.Manual, Target = (name, ours, stop) => FollowAsync(walk, name, ours, options.Tell, stop) }, time);
    }

    private static async Task<DomainName> FollowAsync(AliasWalk walk, DomainName name, IReadOnlyCollection<DomainName> ours, Action<Text> tell, CancellationToken cancellation)
    {
        try
        {
            var target = await walk.FollowAsync(name, ours, cancellation);
            if (target.Problem is { } problem)
            {
                // Whether an account can be written does not depend on its name servers; but where a CNAME was missed, the authority will not find the value.
                tell(new Text($"{target.Name.Describe()}: not known whether it is an alias: {problem.English}", $"{target.Name.Describe()}：无法确定它是否为别名：{problem.Chinese}"));
            }

            return target.Name;
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
