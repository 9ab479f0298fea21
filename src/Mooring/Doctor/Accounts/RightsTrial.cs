using Mooring.Core.Records;
using Mooring.Providers;

namespace Mooring.Doctor.Accounts;

/// <summary>What a write that cannot take effect showed.</summary>
internal enum TrialOutcome
{
    /// <summary>It was refused for what it asked for, as only a key is refused that may write.</summary>
    Allowed,

    /// <summary>It was refused because the key lacks the right.</summary>
    Missing,

    /// <summary>Neither: an answer that proves nothing, or none.</summary>
    Untold,
}

/// <summary>One write that was tried.</summary>
/// <param name="Zone">The zone it named.</param>
/// <param name="Right">What it would have done.</param>
/// <param name="Outcome">What it showed.</param>
/// <param name="Answer">The host's refusal; null where a deletion of nothing succeeded.</param>
internal sealed record RightsTrial(HostedZone Zone, RecordRights Right, TrialOutcome Outcome, DnsApiException? Answer = null)
{
    /// <summary>
    /// Whether the request told the host which zone it is about. Alidns finds the zone of an update, a remark or a deletion by the record
    /// alone, and here there is none: a policy that is limited to zones may then not be applied.
    /// </summary>
    public required bool NamesZone { get; init; }
}
