using Mooring.Core;
using Mooring.Core.Planning;
using Mooring.Core.Records;
using Mooring.Engine.Store;

namespace Mooring.Engine.Updating;

/// <summary>Carries out the steps of a zone's plan, set by set; a set that fails does not stop the next.</summary>
internal sealed class SetWriter(
    IZoneEditor editor, HostedZone zone, AccountGuard guard, StateDocumentOf<ZoneMemory> memory, RoundOptions options, TimeProvider time)
{
    private static readonly TimeSpan SavingAfterCancellation = TimeSpan.FromSeconds(5);

    /// <summary>The results of every set that had steps. Within a set, the first failure ends it: a deletion never follows a failed addition.</summary>
    public async Task<IReadOnlyDictionary<SetPlan, IReadOnlyList<StepResult>>> WriteAsync(ZonePlan plan, CancellationToken cancellation)
    {
        var results = new Dictionary<SetPlan, IReadOnlyList<StepResult>>(ReferenceEqualityComparer.Instance);
        var done = new List<(StepResult Result, DateTimeOffset At)>();
        options.Progress?.Expect(plan.Sets.Sum(set => set.Steps.Length));
        try
        {
            foreach (var set in plan.Sets.Where(set => !set.Steps.IsEmpty))
            {
                var steps = new List<StepResult>();
                results[set] = steps;
                await WriteAsync(set, steps, done, cancellation);
            }
        }
        finally
        {
            if (done.Count > 0)
            {
                await SaveAsync(done, cancellation);
            }
        }

        return results;
    }

    /// <summary>Why what was done could not be saved; null when it was. The next listing shows it again.</summary>
    public Text? Unsaved { get; private set; }

    /// <summary>What was acknowledged is saved even when we are being stopped, but not for long then; a failure never hides the results.</summary>
    private async Task SaveAsync(IReadOnlyCollection<(StepResult Result, DateTimeOffset At)> done, CancellationToken cancellation)
    {
        using var limit = new CancellationTokenSource(SavingAfterCancellation, time);
        try
        {
            await memory.ChangeAsync(
                now => done.Aggregate(now, (all, one) => Learn(all, one.Result).WithDone(one.Result, options.Declared, one.At)),
                cancellation.IsCancellationRequested ? limit.Token : CancellationToken.None);
        }
        catch (StateStoreException e)
        {
            Unsaved = e.Text;
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested)
        {
            Unsaved = new Text("the state could not be saved in time", "未能及时保存状态");
        }
    }

    private static ZoneMemory Learn(ZoneMemory memory, StepResult result) =>
        result.MinimumTtl is { } minimum ? memory with { MinimumTtl = minimum.Seconds } : memory;

    private async Task WriteAsync(SetPlan set, List<StepResult> steps, List<(StepResult Result, DateTimeOffset At)> done, CancellationToken cancellation)
    {
        var runner = new StepRunner(editor, zone, options.Mark, set.Set.Mode, time);
        foreach (var step in set.Steps)
        {
            var result = guard.Closed is { } closed ? new StepResult(step, null, closed) : await runner.RunAsync(step, cancellation);
            steps.Add(result);
            guard.Note(result.Error);
            if (result.Error is not null)
            {
                options.Progress?.Finished(set.Set.Key.Owner, set.Steps.Length - steps.Count + 1);
                return;
            }

            options.Progress?.Finished(set.Set.Key.Owner, 1);
            done.Add((result, time.GetUtcNow()));
        }
    }
}
