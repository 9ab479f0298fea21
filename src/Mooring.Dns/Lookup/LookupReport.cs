using System.Net;
using Mooring.Core;

namespace Mooring.Dns;

/// <summary>What the authoritative servers say about a name, from its own zone to wherever delegations and aliases lead.</summary>
/// <param name="Question">What was asked.</param>
/// <param name="Steps">One per zone asked, in order; the last one's servers decide. None where not even the first zone could be found.</param>
/// <param name="Resolvers">What each resolver says about the same question.</param>
/// <param name="Problem">Why the steps end before an end; null where they do not.</param>
public sealed record LookupReport(
    DnsQuestion Question, IReadOnlyList<LookupStep> Steps, IReadOnlyList<ServerReport> Resolvers, Text? Problem);

/// <summary>What one zone's servers say.</summary>
/// <param name="Name">The name asked for here: the question's, or the target of an alias.</param>
/// <param name="Zone">The zone whose servers were asked.</param>
/// <param name="Servers">One per address of every server.</param>
public sealed record LookupStep(DnsName Name, DnsName Zone, IReadOnlyList<ServerReport> Servers);

/// <summary>What one server says.</summary>
/// <param name="Server">Its name; a resolver's address, or its URL.</param>
/// <param name="EndPoint">Where it was asked; null where no address of it is known, and for a resolver over HTTPS.</param>
/// <param name="Verdict">What its reply means, or that there was none.</param>
/// <param name="Reading">Its reply; null where there was none.</param>
/// <param name="Elapsed">From the question to the reply or to giving up, tries that failed included.</param>
/// <param name="Why">What went wrong, where something did.</param>
public sealed record ServerReport(
    string Server, IPEndPoint? EndPoint, ServerVerdict Verdict, ReplyReading? Reading, TimeSpan Elapsed, Text? Why = null)
{
    /// <summary>Whether this machine has no way at all to addresses of that family, so that nothing was sent.</summary>
    public bool HasNoRoute { get; init; }

    /// <summary>Where a resolver over HTTPS was asked; null for every other server.</summary>
    public Uri? Https { get; init; }

    /// <summary>The aliases followed and the records of the type asked for, with their TTLs; none where there are none.</summary>
    public IReadOnlyList<DnsRecord> Records =>
        Reading is ReplyReading.Answer answer ? [.. answer.Aliases, .. answer.Records] : Reading?.Aliases ?? [];
}

/// <summary>What a server's reply means.</summary>
public enum ServerVerdict
{
    /// <summary>It has records, or an alias that leads to another zone.</summary>
    Answer,

    /// <summary>The name has no record of that type.</summary>
    NoData,

    /// <summary>The name does not exist.</summary>
    NxDomain,

    /// <summary>Another zone, further down, is responsible.</summary>
    Referral,

    /// <summary>It refuses.</summary>
    Refused,

    /// <summary>It reports another error; the reply's outcome says which.</summary>
    ServFail,

    /// <summary>No reply in time.</summary>
    Timeout,

    /// <summary>It has no known address, the network refused, or nothing there speaks DNS.</summary>
    Unreachable,

    /// <summary>The zone's NS records name it, but it is not responsible for the zone (RFC 9499, lame delegation).</summary>
    Lame,
}
