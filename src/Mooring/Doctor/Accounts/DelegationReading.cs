using System.Collections.Immutable;
using Mooring.Core;
using Mooring.Core.Names;
using Mooring.Dns;

namespace Mooring.Doctor.Accounts;

/// <summary>From the replies of the zone above to what they mean. Pure.</summary>
internal static class DelegationReading
{
    /// <summary>The servers that the zone above names, as a referral; null where it names none.</summary>
    /// <param name="zone">The zone asked for.</param>
    /// <param name="replies">What each server of the zone above says of its NS records.</param>
    public static ReplyReading.Referral? Referral(DnsName zone, IReadOnlyList<ServerReport> replies)
    {
        var referrals = replies.Select(reply => reply.Reading).OfType<ReplyReading.Referral>().Where(referral => referral.Zone.Equals(zone)).ToArray();

        // A server that serves both zones answers from the lower one, and its word stands for the delegation.
        var answers = replies.Select(reply => reply.Reading).OfType<ReplyReading.Answer>().Where(answer => answer.Name.Equals(zone)).SelectMany(answer => answer.Records);
        return referrals is [var first, ..]
            ? first with { Servers = [.. referrals.SelectMany(referral => referral.Servers).DistinctBy(server => server.Data)] }
            : answers.ToArray() is { Length: > 0 } records ? new ReplyReading.Referral(zone, zone, records, []) : null;
    }

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
