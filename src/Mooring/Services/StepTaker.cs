using Mooring.Core;
using Mooring.Services.Machine;
using Mooring.Telling;

namespace Mooring.Services;

/// <summary>Takes steps, one after the other, up to the first that fails.</summary>
/// <param name="machine">Where.</param>
/// <param name="time">The clock of waiting.</param>
/// <param name="taken">Told of each step that was taken.</param>
internal sealed class StepTaker(IMachine machine, TimeProvider time, Action<Step> taken)
{
    private const int Attempts = 60;
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(0.5);

    /// <summary>Takes them.</summary>
    /// <param name="steps">The steps.</param>
    /// <param name="whereToLook">What to do where a program fails.</param>
    /// <param name="cancellation">Ends the running program.</param>
    /// <exception cref="CommandException">One failed; exit code 1.</exception>
    public async Task TakeAsync(IEnumerable<Step> steps, Text whereToLook, CancellationToken cancellation)
    {
        foreach (var step in steps)
        {
            if (await TakeAsync(step, whereToLook, cancellation))
            {
                taken(step);
            }
        }
    }

    /// <returns>Whether there was something to do.</returns>
    private async Task<bool> TakeAsync(Step step, Text whereToLook, CancellationToken cancellation)
    {
        switch (step)
        {
            case Step.Write write:
                OnFile(write.Path, () => machine.Write(write.Path, write.Content));
                return true;
            case Step.Remove { IfOurs: true } remove when !Marker.IsIn(machine.Read(remove.Path)):
                return false;
            case Step.Remove remove:
                OnFile(remove.Path, () => machine.Remove(remove.Path));
                return true;
            case Step.Allow allow:
                OnFile(allow.Path, () => machine.Allow(allow.Path, allow.More));
                return true;
            default:
                return await RunAsync((Step.Run)step, whereToLook, cancellation);
        }
    }

    private async Task<bool> RunAsync(Step.Run run, Text whereToLook, CancellationToken cancellation)
    {
        var outcome = await RunPatientlyAsync(run, cancellation);
        if (outcome.IsSuccess || run.MayFail)
        {
            return outcome.IsSuccess;
        }

        var command = string.Join(' ', run.Command.Select(Shell.Quote));
        var said = outcome.Said is { Length: > 0 } words ? $": {words}" : outcome.ExitCode is { } code ? $": exit code {code}" : "";
        throw new CommandException(new Text($"`{command}` failed{said}; {whereToLook.English}", $"`{command}` 失败{said}；{whereToLook.Chinese}"));
    }

    private async Task<ProgramOutcome> RunPatientlyAsync(Step.Run run, CancellationToken cancellation)
    {
        var outcome = await machine.RunAsync(run.Command, cancellation);
        for (var i = 0; i < Attempts && outcome.ExitCode is { } code && run.NotYet.Contains(code); i++)
        {
            await Task.Delay(Pause, time, cancellation);
            outcome = await machine.RunAsync(run.Command, cancellation);
        }

        return outcome;
    }

    private static void OnFile(string path, Action act)
    {
        try
        {
            act();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new CommandException(new Text($"{path} cannot be changed: {e.Message}", $"无法更改 {path}：{e.Message}"), inner: e);
        }
    }
}
