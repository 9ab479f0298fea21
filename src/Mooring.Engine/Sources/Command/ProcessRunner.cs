using System.ComponentModel;
using System.Diagnostics;
using Mooring.Core;

namespace Mooring.Engine.Sources.Command;

/// <summary>Runs programs as child processes.</summary>
/// <remarks>
/// Standard input is empty; of standard error the beginning is kept. A program without a directory is searched along the path
/// only, never in the working directory, whoever may write there. On Windows it gets a console of its own, hidden, so that it
/// prints in the system's code page whatever this program's console uses. What a program leaves behind is ended with it, unless the call says otherwise.
/// </remarks>
/// <param name="time">The clock of the time limit.</param>
public sealed class ProcessRunner(TimeProvider time) : ICommandRunner
{
    /// <summary>How long a program that has ended is listened to, where one that it left behind keeps its output open.</summary>
    private static readonly TimeSpan RestWait = TimeSpan.FromMilliseconds(500);

    private const int MostErrors = 8192;

    /// <inheritdoc />
    public async Task<CommandResult> RunAsync(ProgramCall call, CancellationToken cancellation)
    {
        if (!TryStart(call, out var process, out var why))
        {
            return new CommandResult.NotStarted(why!);
        }

        using (process)
        using (var limit = new CancellationTokenSource(call.Timeout, time))
        using (var both = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellation))
        {
            try
            {
                return await FollowAsync(process!, call, both.Token);
            }
            catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
            {
                return new CommandResult.TimedOut();
            }
        }
    }

    private static bool TryStart(ProgramCall call, out Process? process, out Text? why)
    {
        var program = call.Command[0];
        var start = new ProcessStartInfo(program, call.Command.Skip(1))
        {
            UseShellExecute = false,
            CreateNoWindow = true,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in call.Variables)
        {
            start.Environment[name] = value;
        }

        (process, why) = (null, null);
        if (ProgramPath.Find(program, start.Environment.TryGetValue("PATH", out var path) ? path : null) is not { } found)
        {
            why = new Text("there is no such program; give its full path", "没有这个程序，请写出完整路径");
            return false;
        }

        start.FileName = found;
        try
        {
            process = Process.Start(start)!;
            process.StandardInput.Close();
            return true;
        }
        catch (Exception e) when (e is Win32Exception or IOException)
        {
            why = new Text($"it could not be started: {e.Message}", $"无法启动：{e.Message}");
            return process is not null;
        }
    }

    private async Task<CommandResult> FollowAsync(Process process, ProgramCall call, CancellationToken cancellation)
    {
        var (output, errors) = (process.StandardOutput.BaseStream, process.StandardError.BaseStream);
        using var reading = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var (kept, complaints) = (new MemoryStream(), new MemoryStream());
        var all = ReadAsync(output, kept, call.MostOutput, reading.Token);
        var drained = Task.WhenAll(all, DrainAsync(errors, complaints, reading.Token));
        var endsOthers = true;
        try
        {
            var exit = process.WaitForExitAsync(cancellation);
            if (await Task.WhenAny(all, exit) == all && !await all)
            {
                return new CommandResult.PrintedTooMuch();
            }

            await exit;
            endsOthers = !call.LeavesOthers;
            if (!await EndsAsync(drained, reading.Token) && endsOthers)
            {
                PipeWriters.End(output, errors);
                await EndsAsync(drained, reading.Token);
            }

            return all is { IsCompletedSuccessfully: true, Result: false } ? new CommandResult.PrintedTooMuch() : new CommandResult.Finished(process.ExitCode, Content(kept)) { Errors = Content(complaints) };
        }
        finally
        {
            End(process);
            if (!drained.IsCompletedSuccessfully)
            {
                if (endsOthers)
                {
                    PipeWriters.End(output, errors);
                }

                await reading.CancelAsync();
            }
        }
    }

    /// <summary>Whether the output ends within <see cref="RestWait"/>.</summary>
    private async Task<bool> EndsAsync(Task drained, CancellationToken cancellation)
    {
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var ended = await Task.WhenAny(drained, Task.Delay(RestWait, time, enough.Token)) == drained;
        await enough.CancelAsync();
        cancellation.ThrowIfCancellationRequested();
        return ended;
    }

    /// <summary>Reads to the end; false when that is more than may be kept.</summary>
    private static async Task<bool> ReadAsync(Stream output, MemoryStream kept, int most, CancellationToken cancellation)
    {
        var buffer = new byte[4096];
        while (await output.ReadAsync(buffer, cancellation) is > 0 and var count)
        {
            lock (kept)
            {
                kept.Write(buffer, 0, count);
            }

            if (kept.Length > most)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Reads to the end and keeps the beginning.</summary>
    private static async Task DrainAsync(Stream errors, MemoryStream kept, CancellationToken cancellation)
    {
        await ReadAsync(errors, kept, MostErrors, cancellation);
        await errors.CopyToAsync(Stream.Null, cancellation);
    }

    private static byte[] Content(MemoryStream kept)
    {
        lock (kept)
        {
            return kept.ToArray();
        }
    }

    private static void End(Process process)
    {
        try
        {
            process.Kill(entireProcessTree: true);
        }
        catch (Exception e) when (e is Win32Exception or InvalidOperationException or AggregateException or ArgumentOutOfRangeException)
        {
            // It has ended by itself, or belongs to another user (a set-uid program), or one in its tree was just ending and has no time
            // of birth any more (seen under wine); its output is not waited for either way.
        }
    }
}
