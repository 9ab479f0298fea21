using Mooring.Core.Records;

namespace Mooring.Engine.Updating;

/// <summary>Stops asking an account that answers nothing but refusals, so that a wrong key is not hammered.</summary>
/// <remarks>
/// A credentials or clock fault concerns the whole account at once. One call that was given up as unreachable proves little;
/// several in a row do.
/// </remarks>
/// <param name="resting">Why nothing is asked from the start; null: it may be asked.</param>
internal sealed class AccountGuard(DnsApiException? resting = null)
{
    private const int UnreachableInARow = 3;
    private readonly Lock gate = new();
    private DnsApiException? closed = resting;
    private DnsApiException? last;
    private int unreachable;

    /// <summary>Why nothing more is asked of the account; null while it is open.</summary>
    public DnsApiException? Closed
    {
        get
        {
            lock (gate)
            {
                return closed;
            }
        }
    }

    /// <summary>The last failure that concerns more than one record; null while there was none.</summary>
    public DnsApiException? Last
    {
        get
        {
            lock (gate)
            {
                return last;
            }
        }
    }

    /// <summary>Takes note of a call's result: null when it succeeded.</summary>
    public void Note(DnsApiException? e)
    {
        lock (gate)
        {
            last = e is { Fault: DnsFault.Credentials or DnsFault.Permission or DnsFault.Clock or DnsFault.Throttled or DnsFault.Unavailable } ? e : last;
            unreachable = e is { Fault: DnsFault.Unavailable or DnsFault.Throttled } ? unreachable + 1 : 0;
            if (e is { Fault: DnsFault.Credentials or DnsFault.Clock } || unreachable >= UnreachableInARow)
            {
                closed ??= e;
            }
        }
    }
}
