using Mooring.Core;
using Mooring.Core.Planning;
using Mooring.Core.Records;

namespace Mooring.Engine.Updating;

/// <summary>What became of one write.</summary>
/// <param name="Step">The write as it was finally sent.</param>
/// <param name="Id">The record's id; null when it failed.</param>
/// <param name="Error">Why it failed; null when it is done.</param>
/// <param name="Note">Something to tell beside it.</param>
/// <param name="MinimumTtl">The edition's lowest TTL, when this write taught it.</param>
/// <param name="Foreign">The record of somebody else that answers as wanted, so that nothing was written; null when ours does.</param>
/// <param name="Stale">The record is not what the listing said: list and plan again.</param>
internal sealed record StepResult(
    RecordStep Step, string? Id, DnsApiException? Error = null, Text? Note = null, Ttl? MinimumTtl = null, bool Stale = false, HostedRecord? Foreign = null);
