using System.Collections.Concurrent;
using Mooring.Core.Planning;
using Mooring.Http;

namespace Mooring.Engine.Updating;

/// <summary>What a provider refused for a reason that does not pass by itself, so that the same is not asked for again with every piece of news.</summary>
/// <remarks>The same wish waits about the interval, then twice that and so on up to an hour; another wish for the same set is tried at once. Safe for concurrent use.</remarks>
/// <param name="time">The clock.</param>
/// <param name="interval">The pause between two rounds.</param>
internal sealed class Refusals(TimeProvider time, TimeSpan interval)
{
    /// <summary>Rounds come up to a tenth of the interval early.</summary>
    private const double Share = 0.8;

    private static readonly TimeSpan Longest = TimeSpan.FromHours(1);

    private readonly ConcurrentDictionary<string, Refusal> refusals = new(StringComparer.Ordinal);

    /// <summary>Why this wish is not to be asked for now; null when it may be.</summary>
    /// <param name="what">Account, zone and set.</param>
    /// <param name="wish">What it shall be.</param>
    public ChangeError? Find(string what, string wish) =>
        refusals.TryGetValue(what, out var last) && last.Wish == wish && last.At.IsUnbroken(time) && time.GetElapsedTime(last.At.Timestamp) < Length(last.Times) * Share
            ? last.Error
            : null;

    /// <summary>Takes note of how it went that a wish was asked for.</summary>
    /// <param name="what">Account, zone and set.</param>
    /// <param name="wish">What it shall be.</param>
    /// <param name="error">Why it failed; null when it did not.</param>
    public void Note(string what, string wish, ChangeError? error)
    {
        if (error is not { Fault: "rejected" or "quota" or "permission" or "notFound" })
        {
            refusals.TryRemove(what, out _);
            return;
        }

        var times = refusals.TryGetValue(what, out var last) && last.Wish == wish ? last.Times + 1 : 1;
        refusals[what] = new Refusal(wish, error, times, LocalInstant.Now(time));
    }

    /// <summary>Everything may be asked for again.</summary>
    public void Clear() => refusals.Clear();

    /// <summary>A set's wish in words that are equal for equal wishes.</summary>
    public static string WishOf(DesiredSet set) =>
        $"{set.Mode} {set.Create} {set.Ttl} {set.Id} {(set.Wanted is Wanted.Present present ? string.Join('\n', present.Values) : set.Wanted.GetType().Name)}";

    private TimeSpan Length(int times)
    {
        var length = interval * Math.Pow(2, Math.Min(times - 1, 20));
        return length < Longest ? length : interval > Longest ? interval : Longest;
    }

    private sealed record Refusal(string Wish, ChangeError Error, int Times, LocalInstant At);
}
