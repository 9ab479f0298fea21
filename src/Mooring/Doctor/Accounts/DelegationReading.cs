using System.Collections.Immutable;
using Mooring.Core;
using Mooring.Core.Names;
using Mooring.Dns;

namespace Mooring.Doctor.Accounts;

/// <summary>From the replies of the zone above to what they mean. Pure.</summary>
internal static class DelegationReading
{
    /// <summary>What is told where no server is named.</summary>
    /// <param name="parent">The zone above.</param>
    /// <param name="replies">What its servers say.</param>
    public static Delegation WithoutServers(DomainName parent, IReadOnlyList<ServerReport> replies) =>
        replies.Any(reply => reply.Verdict is ServerVerdict.NxDomain or ServerVerdict.NoData)
            ? new Delegation.Nowhere(parent)
            : new Delegation.Unknown(new Text(
                $"no server of {Shown(parent)}, the zone above, tells{Why(replies)?.English}",
                $"上级区域 {Shown(parent)} 的服务器均未给出结果{Why(replies)?.Chinese}"));

    /// <summary>The names of servers, as far as they are names that a person would type.</summary>
    public static ImmutableArray<DomainName> Names(ReplyReading.Referral referral) => Names(referral.Servers.Select(server => server.Data).OfType<NsData>().Select(ns => ns.Server));

    /// <inheritdoc cref="Names(ReplyReading.Referral)" />
    public static ImmutableArray<DomainName> Names(IEnumerable<DnsName> servers) =>
        [.. servers.Select(server => server.TryToDomainName(out var name) ? name : null).OfType<DomainName>().Distinct().Order()];

    /// <summary>The zone for people; the root has a name of its own.</summary>
    public static string Shown(DomainName zone) => zone == DomainName.Root ? "." : zone.Describe();

    private static Text? Why(IReadOnlyList<ServerReport> replies) => replies.Select(reply => reply.Why).OfType<Text>().FirstOrDefault() is { } why
        ? new Text($": {why.English}", $"：{why.Chinese}")
        : null;
}
