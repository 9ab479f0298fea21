using Mooring.Core.Names;
using Mooring.Dns.Propagation;
using Mooring.Engine.Issuing.Challenges;

namespace Mooring.Hooks;

/// <summary>What certbot's manual hooks do: publish a challenge, wait once for all of a run, remove it again.</summary>
/// <param name="publisher">Publishes and removes.</param>
/// <param name="propagation">Waits until the world sees them.</param>
/// <param name="time">The clock.</param>
internal sealed class CertbotHook(ChallengePublisher publisher, PropagationCheck propagation, TimeProvider time)
{
    private static readonly TimeSpan Sweeping = TimeSpan.FromSeconds(20);

    private static readonly TimeSpan Glance = TimeSpan.FromSeconds(1);

    /// <summary>Publishes the challenge of a call.</summary>
    /// <exception cref="ChallengeException">It could not be published.</exception>
    public async Task<PublishedChallenge> PublishAsync(HookCall call, CancellationToken cancellation) =>
        (await publisher.PublishAsync([new Challenge(call.Domain, call.Value!)], cancellation))[0];

    /// <summary>Removes what runs that are gone left behind, as far as that is done soon: certbot waits, and an account of another zone may not answer.</summary>
    public async Task SweepAsync(CancellationToken cancellation)
    {
        using var limit = new CancellationTokenSource(Sweeping, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellation);
        try
        {
            await publisher.SweepAsync(both.Token);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            // The next run goes on.
        }
    }

    /// <summary>
    /// Waits until every authoritative server has the value and those that earlier hooks of the same run published. A value that its
    /// own run takes away meanwhile is not waited for: another certbot of the same domains may be at work.
    /// </summary>
    public async Task<PropagationReport> WaitAsync(HookCall call, PublishedChallenge own, Action<PropagationProgress>? progress, CancellationToken cancellation)
    {
        while (true)
        {
            var expected = await ExpectedAsync(call, own, cancellation);
            using var changed = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
            var watch = WatchAsync(call, own, expected, changed.Token);
            var wait = propagation.WaitAsync([.. expected.GroupBy(one => (one.Name, one.Zone)).Select(Expect)], progress, changed.Token);
            var first = await Task.WhenAny(watch, wait);
            await changed.CancelAsync();
            if (first == wait)
            {
                await watch.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                return await wait;
            }

            await ((Task)wait).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            await watch;
        }
    }

    /// <summary>Removes the challenge of a call, by what its auth hook said, else by its value, else all that the journal knows of its domain.</summary>
    /// <exception cref="ChallengeException">It could not be removed.</exception>
    public async Task RemoveAsync(HookCall call, CancellationToken cancellation)
    {
        var known = (await publisher.Journal.ReadAsync(cancellation)).Select(entry => entry.ToPublished()).OfType<PublishedChallenge>()
            .Where(published => published.Challenge.Domain == call.Domain).ToArray();
        var value = call.Output?.Value ?? known.FirstOrDefault(published => published.RecordId is { } id && id == call.Output?.Id)?.Challenge.Value ?? call.Value;
        await (value is null ? publisher.RemoveAsync(known, cancellation) : publisher.RemoveAsync(new Challenge(call.Domain, value), call.Output?.Name, cancellation));
    }

    private async Task<PublishedChallenge[]> ExpectedAsync(HookCall call, PublishedChallenge own, CancellationToken cancellation)
    {
        var journal = await publisher.Journal.ReadAsync(cancellation);
        var ofRun = journal.Where(entry => call.Run is not null && entry.Run == call.Run && !entry.IsLeftover(time.GetUtcNow())
            && entry is { Published: true, Owner.IsHook: true });
        return
        [
            own,
            .. ofRun.Select(entry => entry.ToPublished()).OfType<PublishedChallenge>()
                .Where(other => other.Name != own.Name || other.Challenge.Value != own.Challenge.Value),
        ];
    }

    /// <summary>Ends when the run's values are others than those that are waited for.</summary>
    private async Task WatchAsync(HookCall call, PublishedChallenge own, PublishedChallenge[] expected, CancellationToken cancellation)
    {
        PublishedChallenge[] now;
        do
        {
            await Task.Delay(Glance, time, cancellation);
            now = await ExpectedAsync(call, own, cancellation);
        }
        while (expected.SequenceEqual(now));
    }

    private static ExpectedTxt Expect(IGrouping<(DomainName Name, DomainName Zone), PublishedChallenge> atName) =>
        new(atName.Key.Name, atName.Key.Zone, [.. atName.Select(one => one.Challenge.Value)]);
}
