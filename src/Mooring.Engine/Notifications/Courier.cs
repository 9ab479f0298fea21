using System.Collections.Immutable;
using Mooring.Core;
using Mooring.Engine.Issuing.Ordering;
using Mooring.Engine.Store;

namespace Mooring.Engine.Notifications;

/// <summary>Who is told of which events.</summary>
/// <param name="Target">Where it goes.</param>
/// <param name="Events">Of which; empty for a heartbeat.</param>
public sealed record Subscription(NotificationTarget Target, IReadOnlyList<string> Events);

/// <summary>Tells subscribers of rounds, outside of rounds: a hook that hangs holds up nobody but itself.</summary>
/// <param name="subscriptions">Who is told.</param>
/// <param name="incidents">What is told of rounds.</param>
/// <param name="certificates">What is told of certificates.</param>
/// <param name="postman">Carries it.</param>
/// <param name="store">Remembers open incidents and what waits.</param>
/// <param name="time">The clock.</param>
/// <param name="failed">Told why a message did not reach all, and whether that is the first time in a row.</param>
public sealed class Courier(
    IReadOnlyList<Subscription> subscriptions, Incidents incidents, CertificateIncidents certificates, IPostman postman, IStateStore store, TimeProvider time, Action<Text, bool> failed) : IAsyncDisposable
{
    private readonly StateDocumentOf<NotificationMemory> memory = new(store, NotificationMemory.Key, NotificationJson.Default.NotificationMemory, NotificationMemory.Empty);
    private readonly ImmutableDictionary<string, Subscription> targets = subscriptions.GroupBy(one => one.Target.Key, StringComparer.Ordinal)
        .ToImmutableDictionary(same => same.Key, same => new Subscription(same.First().Target, [.. same.SelectMany(one => one.Events)]), StringComparer.Ordinal);
    private readonly CancellationTokenSource end = new();
    private readonly Lock gate = new();
    private readonly HashSet<string> silent = new(StringComparer.Ordinal);
    private ImmutableDictionary<string, DateTimeOffset> open = ImmutableDictionary<string, DateTimeOffset>.Empty;
    private Outbox outbox = Outbox.Empty;
    private Notice? beat;
    private TaskCompletionSource rung = New();
    private Task running = Task.CompletedTask;
    private readonly List<Task> working = [];
    private readonly HashSet<string> busy = new(StringComparer.Ordinal);

    /// <summary>Takes up what an earlier run left, and begins to send.</summary>
    public async Task StartAsync(CancellationToken cancellation)
    {
        var before = await RecallAsync(cancellation);
        lock (gate)
        {
            open = before.Open.ToImmutableDictionary(StringComparer.Ordinal);
            outbox = new Outbox(before.Letters.IsDefault ? [] : before.Letters);
        }

        running = RunAsync(end.Token);
    }

    /// <summary>Takes note of a round; returns at once.</summary>
    public void Hear(RoundNews news)
    {
        var at = time.GetUtcNow();
        lock (gate)
        {
            (open, var notices) = incidents.After(open, news, at);
            Post(notices);
            beat = news.IsWhole ? incidents.Beat(news, at) : beat;
            rung.TrySetResult();
        }
    }

    /// <summary>Takes note of a round of certificates; returns at once.</summary>
    public void Hear(IReadOnlyList<CertificateOutcome> outcomes)
    {
        lock (gate)
        {
            (open, var notices) = certificates.After(open, outcomes, time.GetUtcNow());
            Post(notices);
            rung.TrySetResult();
        }
    }

    /// <summary>Stops sending; what waits is remembered.</summary>
    public async ValueTask DisposeAsync()
    {
        await end.CancelAsync();
        await running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await Task.WhenAll(working).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await SaveAsync(CancellationToken.None);
        end.Dispose();
    }

    private void Post(ImmutableArray<Notice> notices)
    {
        foreach (var notice in notices)
        {
            outbox = outbox.With(targets.Where(target => target.Value.Events.Contains(notice.Event, StringComparer.Ordinal)).Select(target => target.Key), notice);
        }
    }

    private async Task RunAsync(CancellationToken cancellation)
    {
        while (true)
        {
            await SaveAsync(cancellation);
            working.RemoveAll(work => work.IsCompleted);
            working.AddRange(Due().Select(due => WorkAsync(due.Target, due.Notices, cancellation)));
            await PauseAsync(cancellation);
        }
    }

    /// <summary>What is to be sent now, by target; none that is still busy, so that one that hangs holds up only itself.</summary>
    private (string Target, Letter[] Notices)[] Due()
    {
        var now = time.GetUtcNow();
        lock (gate)
        {
            rung = rung.Task.IsCompleted ? New() : rung;
            outbox = outbox.Kept(targets.Keys.ToHashSet(StringComparer.Ordinal), now);
            var beats = targets.Where(target => beat is not null && target.Value.Target.IsHeartbeat).Select(target => (target.Key, new[] { new Letter(target.Key, beat!, 0, now) }));
            (string Target, Letter[] Notices)[] due = [.. outbox.Due(now).Select(letters => (letters.Key, letters.ToArray())).Concat(beats).Where(one => busy.Add(one.Key))];
            beat = null;
            return due;
        }
    }

    private async Task WorkAsync(string target, Letter[] letters, CancellationToken cancellation)
    {
        try
        {
            await DeliverAsync(target, letters, cancellation);
        }
        finally
        {
            lock (gate)
            {
                busy.Remove(target);
                rung.TrySetResult();
            }
        }
    }

    /// <summary>One after the other, so that they arrive in order; the first that fails ends it.</summary>
    private async Task DeliverAsync(string target, Letter[] letters, CancellationToken cancellation)
    {
        foreach (var letter in letters)
        {
            var delivery = await postman.SendAsync(targets[target].Target, letter.Notice, cancellation);
            Report(target, delivery.Why);
            lock (gate)
            {
                outbox = delivery.IsSent ? outbox.Sent(letter) : outbox.Failed(letter, time.GetUtcNow());
            }

            // At once, so that a run that ends here sends none twice.
            await SaveAsync(CancellationToken.None);
            if (!delivery.IsSent)
            {
                return;
            }
        }
    }

    private void Report(string target, Text? why)
    {
        bool isNew;
        lock (gate)
        {
            isNew = why is null ? silent.Remove(target) : silent.Add(target);
        }

        if (why is not null)
        {
            failed(why, isNew);
        }
    }

    private async Task PauseAsync(CancellationToken cancellation)
    {
        Task called;
        TimeSpan? wait;
        lock (gate)
        {
            (called, wait) = (rung.Task, outbox.Wait(time.GetUtcNow(), busy));
        }

        try
        {
            await called.WaitAsync(wait ?? Timeout.InfiniteTimeSpan, time, cancellation);
        }
        catch (TimeoutException)
        {
            // Something is due.
        }
    }

    private async Task<NotificationMemory> RecallAsync(CancellationToken cancellation)
    {
        try
        {
            return await memory.ReadAsync(cancellation);
        }
        catch (StateStoreException)
        {
            return NotificationMemory.Empty;
        }
    }

    private async Task SaveAsync(CancellationToken cancellation)
    {
        try
        {
            // Whatever changed while it was written is seen again, since a change is made anew then.
            await memory.ChangeAsync(before => Now() is var now && IsSame(before, now) ? before : now, cancellation);
        }
        catch (StateStoreException e)
        {
            // Who holds the state keeps us from remembering, not from telling.
            failed(e.Text, false);
        }
    }

    private NotificationMemory Now()
    {
        lock (gate)
        {
            return NotificationMemory.Empty with { Open = open.ToImmutableSortedDictionary(StringComparer.Ordinal), Letters = outbox.Letters };
        }
    }

    private static bool IsSame(NotificationMemory one, NotificationMemory other) =>
        !one.Letters.IsDefault && one.Letters.SequenceEqual(other.Letters) && one.Open.SequenceEqual(other.Open);

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
