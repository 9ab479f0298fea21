using Mooring.Core.Records;
using Mooring.Http;

namespace Mooring.Engine.Updating;

/// <summary>Which accounts are left alone for a while because they did not serve us, each by itself; one object for the life of a configuration.</summary>
/// <remarks>
/// What passes by itself (unreachable, throttled, a clock that is being mended) is asked again after 5 s, then later and later with
/// full jitter up to the interval. A refused key, a missing right and whatever else is refused for good waits the interval, then twice
/// that and so on up to an hour: only a person mends it. Where the clock was set or the machine slept, every rest is over.
/// </remarks>
/// <param name="time">The clock.</param>
/// <param name="interval">The pause between two rounds.</param>
/// <param name="random">A number from 0 to below 1.</param>
public sealed class AccountRests(TimeProvider time, TimeSpan interval, Func<double> random)
{
    private static readonly TimeSpan First = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan LongestRefused = TimeSpan.FromHours(1);

    private readonly Lock gate = new();
    private readonly Dictionary<string, Rest> rests = new(StringComparer.Ordinal);

    /// <summary>What was refused of single zones and sets.</summary>
    internal Refusals Refused { get; } = new(time, interval);

    /// <summary>How long until some account is to be asked again; null when none waits.</summary>
    public TimeSpan? NextEnd => NextEndExcept(_ => false);

    /// <summary>As <see cref="NextEnd"/>, of those accounts alone that are not at work, since no round can ask the others.</summary>
    public TimeSpan? NextEndExcept(Predicate<string> isAtWork)
    {
        lock (gate)
        {
            return rests.Where(pair => pair.Value.IsPending && !isAtWork(pair.Key)).Min(pair => (TimeSpan?)Left(pair.Value));
        }
    }

    /// <summary>The accounts that are left alone now.</summary>
    public IReadOnlyCollection<string> Resting
    {
        get
        {
            lock (gate)
            {
                return [.. rests.Where(pair => pair.Value is { IsPending: true, IsWhole: true } && Left(pair.Value) > TimeSpan.Zero).Select(pair => pair.Key)];
            }
        }
    }

    /// <summary>Somebody called for a round: every rest is over.</summary>
    public void Called()
    {
        Refused.Clear();
        lock (gate)
        {
            End(_ => true);
        }
    }

    /// <summary>This machine's network changed: what could not be reached may be reached now.</summary>
    public void NetworkChanged()
    {
        lock (gate)
        {
            End(fault => fault == DnsFault.Unavailable);
        }
    }

    /// <summary>Why nothing is asked of the account in this round; null when it may be asked, which ends its rest.</summary>
    internal DnsApiException? Begin(string account)
    {
        lock (gate)
        {
            if (!rests.TryGetValue(account, out var rest) || !rest.IsPending)
            {
                return null;
            }

            var over = Left(rest) == TimeSpan.Zero;
            rests[account] = rest with { IsPending = !over };
            return over || !rest.IsWhole ? null : rest.Fault;
        }
    }

    /// <summary>Takes note of how a round went that asked the account.</summary>
    /// <param name="account">The account's name.</param>
    /// <param name="fault">What went wrong last and may go well later; null when all went well.</param>
    /// <param name="whole">Whether it did not serve us at all; else only some writes failed, and nothing keeps others from being tried meanwhile.</param>
    internal void End(string account, DnsApiException? fault, bool whole)
    {
        lock (gate)
        {
            if (fault is null)
            {
                rests.Remove(account);
                return;
            }

            var before = rests.GetValueOrDefault(account) is { } last && IsRefusal(last.Fault) == IsRefusal(fault) ? last : null;
            rests[account] = before is { IsPending: true } && !whole
                ? before
                : new Rest(fault, whole, LengthAfter(fault, before?.Failures ?? 0), LocalInstant.Now(time), (before?.Failures ?? 0) + 1, IsPending: true);
        }
    }

    private void End(Func<DnsFault, bool> which)
    {
        foreach (var (account, rest) in rests.Where(pair => which(pair.Value.Fault.Fault)).ToArray())
        {
            rests[account] = rest with { Length = TimeSpan.Zero };
        }
    }

    private static bool IsRefusal(DnsApiException fault) => fault.Fault is not (DnsFault.Unavailable or DnsFault.Throttled or DnsFault.Clock);

    private TimeSpan LengthAfter(DnsApiException fault, int failures)
    {
        var doubled = Math.Pow(2, Math.Min(failures, 20));
        if (IsRefusal(fault))
        {
            return Shorter(interval * doubled, interval > LongestRefused ? interval : LongestRefused);
        }

        var shortest = Shorter(First, interval);
        return shortest + ((Shorter(First * doubled, interval) - shortest) * random());
    }

    private TimeSpan Left(Rest rest)
    {
        var left = rest.Length - time.GetElapsedTime(rest.At.Timestamp);
        return left > TimeSpan.Zero && rest.At.IsUnbroken(time) ? left : TimeSpan.Zero;
    }

    private static TimeSpan Shorter(TimeSpan one, TimeSpan other) => one < other ? one : other;

    /// <param name="Fault">What is told meanwhile.</param>
    /// <param name="IsWhole">Whether nothing may be asked meanwhile.</param>
    /// <param name="Length">For how long.</param>
    /// <param name="At">Since when.</param>
    /// <param name="Failures">How often in a row.</param>
    /// <param name="IsPending">Whether it has not been asked since.</param>
    private sealed record Rest(DnsApiException Fault, bool IsWhole, TimeSpan Length, LocalInstant At, int Failures, bool IsPending);
}
