using Mooring.Core.Records;

namespace Mooring.Core.Planning;

/// <summary>The TTL that a set's records shall have.</summary>
/// <param name="Configured">What existing records shall have; null: they keep their own.</param>
/// <param name="New">What a new record gets.</param>
/// <param name="Note">Said when the edition's minimum raised it.</param>
internal sealed record PlannedTtl(Ttl? Configured, Ttl New, Text? Note)
{
    public static PlannedTtl For(DesiredSet set, Ttl? minimum)
    {
        if (set.Ttl is not { } asked)
        {
            return new PlannedTtl(null, Raise(Ttl.Default, minimum), null);
        }

        var granted = Raise(asked, minimum);
        return new PlannedTtl(granted, granted, granted == asked ? null : PlanTexts.TtlRaised(set, asked, granted));
    }

    public Ttl Of(HostedRecord record) => Configured ?? record.Ttl;

    private static Ttl Raise(Ttl asked, Ttl? minimum) => minimum is { } least && asked.Seconds < least.Seconds ? least : asked;
}
