using Mooring.Core.Records;

namespace Mooring.Engine.Updating;

/// <summary>Stops asking an account that answers nothing but refusals, so that a wrong key is not hammered.</summary>
/// <remarks>
/// A credentials or clock fault concerns the whole account at once. One call that was given up as unreachable proves little;
/// several in a row do.
/// </remarks>
internal sealed class AccountGuard
{
    private const int UnreachableInARow = 3;
    private readonly Lock gate = new();
    private DnsApiException? closed;
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

    /// <summary>Takes note of a call's result: null when it succeeded.</summary>
    public void Note(DnsApiException? e)
    {
        lock (gate)
        {
            unreachable = e is { Fault: DnsFault.Unavailable or DnsFault.Throttled } ? unreachable + 1 : 0;
            if (e is { Fault: DnsFault.Credentials or DnsFault.Clock } || unreachable >= UnreachableInARow)
            {
                closed ??= e;
            }
        }
    }
}
