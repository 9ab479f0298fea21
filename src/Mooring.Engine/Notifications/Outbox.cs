using System.Collections.Immutable;

namespace Mooring.Engine.Notifications;

/// <summary>Messages that wait to be sent, oldest first. Pure.</summary>
/// <remarks>At most <see cref="Most"/> wait, each for <see cref="Lifetime"/> at most; tried again after 30 s, then twice as long each time, up to half an hour.</remarks>
/// <param name="Letters">The messages.</param>
public sealed record Outbox(ImmutableArray<Letter> Letters)
{
    /// <summary>How many messages wait at most; the oldest fall off: 100.</summary>
    public const int Most = 100;

    /// <summary>How long one is tried: a day.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromDays(1);

    private const int LongestDoubling = 6;
    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(30);

    /// <summary>Nothing waits.</summary>
    public static Outbox Empty { get; } = new([]);

    /// <summary>With one message more for each of these targets.</summary>
    public Outbox With(IEnumerable<string> targets, Notice notice) =>
        new([.. Letters.AddRange(targets.Select(target => new Letter(target, notice, 0, notice.At))).TakeLast(Most)]);

    /// <summary>Without those that are too old, or for nobody any more.</summary>
    public Outbox Kept(IReadOnlySet<string> targets, DateTimeOffset now) =>
        Letters.RemoveAll(letter => !targets.Contains(letter.Target) || IsOver(letter, now)) is var kept && kept.Length == Letters.Length ? this : new(kept);

    /// <summary>Without one that was sent.</summary>
    public Outbox Sent(Letter letter) => new(Letters.Remove(letter));

    /// <summary>With one put off that could not be sent, and with it all for the same target, so that they arrive in order.</summary>
    public Outbox Failed(Letter letter, DateTimeOffset now)
    {
        var pause = FirstPause * Math.Pow(2, Math.Min(letter.Tries, LongestDoubling));
        var next = now + (pause < LongestPause ? pause : LongestPause);
        return new([.. Letters.Select(one =>
            one == letter ? one with { Tries = one.Tries + 1, Next = next }
            : one.Target == letter.Target && one.Next < next ? one with { Next = next } : one)]);
    }

    /// <summary>Those to be sent now, by target, each in order.</summary>
    public IEnumerable<IGrouping<string, Letter>> Due(DateTimeOffset now) => Letters.Where(letter => IsDue(letter, now)).GroupBy(letter => letter.Target, StringComparer.Ordinal);

    /// <summary>How long until the next is due; null when none waits but for those <paramref name="except"/>.</summary>
    public TimeSpan? Wait(DateTimeOffset now, IReadOnlySet<string> except) =>
        Letters.Where(letter => !except.Contains(letter.Target)).Select(letter => (TimeSpan?)(IsDue(letter, now) ? TimeSpan.Zero : letter.Next - now)).Min();

    // A clock that was set back must not hold a message for longer than the longest pause.
    private static bool IsDue(Letter letter, DateTimeOffset now) => letter.Next <= now || letter.Next - now > LongestPause;

    private static bool IsOver(Letter letter, DateTimeOffset now) => now - letter.Notice.At >= Lifetime;
}

/// <summary>One message for one target.</summary>
/// <param name="Target">The target's <see cref="NotificationTarget.Key"/>.</param>
/// <param name="Notice">The message.</param>
/// <param name="Tries">How often it was tried.</param>
/// <param name="Next">When it may be tried.</param>
public sealed record Letter(string Target, Notice Notice, int Tries, DateTimeOffset Next);
