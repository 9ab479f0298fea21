using System.Globalization;
using System.Text;
using Mooring.Core.Addresses;
using Mooring.Engine.Sources.Command;
using Mooring.Engine.Tests.Store;
using Mooring.Testing;

namespace Mooring.Engine.Tests.Sources;

/// <summary>Real programs; a shell is one of them.</summary>
public sealed class ProcessRunnerTests : IDisposable
{
    private readonly TemporaryDirectory directory = new();
    private readonly ManualClock clock = new();

    public ProcessRunnerTests() => Assert.SkipWhen(OperatingSystem.IsWindows(), "the programs of these tests are Unix ones");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => directory.Dispose();

    [Fact]
    public async Task Standard_output_is_kept_and_standard_error_is_not()
    {
        var result = await RunAsync("echo 203.0.113.9; echo 198.51.100.1 >&2");

        var finished = Assert.IsType<CommandResult.Finished>(result);
        Assert.Equal(0, finished.ExitCode);
        Assert.Equal("203.0.113.9\n", Encoding.UTF8.GetString(finished.Output.Span));
    }

    [Fact]
    public async Task The_exit_code_is_told() =>
        Assert.Equal(7, Assert.IsType<CommandResult.Finished>(await RunAsync("exit 7")).ExitCode);

    [Fact]
    public async Task Arguments_are_passed_as_they_are_without_a_shell()
    {
        var result = await RunAsync(["printf", "%s|", "a b", "$HOME", "*", "'q'"]);

        Assert.Equal("a b|$HOME|*|'q'|", Encoding.UTF8.GetString(Assert.IsType<CommandResult.Finished>(result).Output.Span));
    }

    [Fact]
    public async Task A_program_that_reads_its_input_finds_none() =>
        Assert.Equal(0, Assert.IsType<CommandResult.Finished>(await RunAsync(["cat"])).ExitCode);

    [Fact]
    public async Task A_program_that_hangs_is_ended_with_all_it_started()
    {
        // Given a program that waits for a child, which sleeps for hours
        var child = directory.Below("child");
        var run = RunAsync($"sleep 10000 & echo $! > {child}.new; mv {child}.new {child}; wait");
        var id = await ReadIdAsync(child);

        // When its 10 seconds are over
        clock.Advance(TimeSpan.FromSeconds(10));

        // Then both are gone
        Assert.IsType<CommandResult.TimedOut>(await run);
        await UntilGoneAsync(id);
    }

    [Fact]
    public async Task What_a_program_leaves_behind_delays_its_answer_by_half_a_second_and_is_ended()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "what lost its parent is found on Linux only");

        // Given a program that answers and ends, and a child of it that keeps the output open for hours
        var child = directory.Below("child");
        var run = RunAsync($"echo 203.0.113.9; (sleep 10000 & echo $! > {child}.new; mv {child}.new {child})");
        var id = await ReadIdAsync(child);

        // When half a second has passed since its end, and not ten
        while (clock.ArmedTimers < 2)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(5), TimeProvider.System, Cancellation);
        }

        clock.Advance(TimeSpan.FromMilliseconds(500));

        // Then the answer counts and the child is gone
        Assert.Equal("203.0.113.9\n", Encoding.UTF8.GetString(Assert.IsType<CommandResult.Finished>(await run).Output.Span));
        await UntilGoneAsync(id);
    }

    [Fact]
    public async Task What_a_program_leaves_running_stays_where_the_call_says_so()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "what lost its parent is found on Linux only");
        var child = directory.Below("child");
        var call = new ProgramCall { Command = ["sh", "-c", $"echo started; (sleep 10000 & echo $! > {child}.new; mv {child}.new {child})"], LeavesOthers = true };

        var run = new ProcessRunner(clock).RunAsync(call, Cancellation);
        var id = await ReadIdAsync(child);
        while (clock.ArmedTimers < 2)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(5), TimeProvider.System, Cancellation);
        }

        clock.Advance(TimeSpan.FromMilliseconds(500));

        Assert.Equal("started\n", Encoding.UTF8.GetString(Assert.IsType<CommandResult.Finished>(await run).Output.Span));
        using var left = System.Diagnostics.Process.GetProcessById(id);
        Assert.False(left.HasExited);
        left.Kill();
    }

    [Fact]
    public async Task A_program_that_hangs_is_ended_with_what_it_left_behind()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "what lost its parent is found on Linux only");
        var child = directory.Below("child");
        var run = RunAsync($"(sleep 10000 & echo $! > {child}.new; mv {child}.new {child}); exec sleep 10000");
        var id = await ReadIdAsync(child);

        clock.Advance(TimeSpan.FromSeconds(10));

        Assert.IsType<CommandResult.TimedOut>(await run);
        await UntilGoneAsync(id);
    }

    [Fact]
    public async Task A_cancelled_run_ends_the_program()
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        var self = directory.Below("self");
        var run = RunAsync($"echo $$ > {self}.new; mv {self}.new {self}; exec sleep 10000", stop.Token);
        var id = await ReadIdAsync(self);

        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => run);
        await UntilGoneAsync(id);
    }

    [Fact]
    public async Task A_program_that_prints_without_end_is_ended() =>
        Assert.IsType<CommandResult.PrintedTooMuch>(await RunAsync(["yes"]));

    [Fact]
    public async Task A_program_that_complains_without_end_does_not_block()
    {
        var result = await RunAsync("head -c 1000000 /dev/zero >&2; echo 203.0.113.9");

        Assert.Equal("203.0.113.9\n", Encoding.UTF8.GetString(Assert.IsType<CommandResult.Finished>(result).Output.Span));
    }

    [Theory]
    [InlineData("no-such-program-here")]
    [InlineData("/no/such/program")]
    public async Task A_program_that_is_not_there_is_an_error_not_an_exception(string program) =>
        Assert.NotEmpty(Assert.IsType<CommandResult.NotStarted>(await RunAsync([program])).Why.English);

    [Fact]
    public async Task A_program_in_the_working_directory_is_not_taken_by_its_bare_name()
    {
        // Given a program that anybody may have put where we happen to stand
        var name = $"mooring-planted-{Environment.ProcessId}";
        var planted = Path.Combine(Environment.CurrentDirectory, name);
        await File.WriteAllTextAsync(planted, "#!/bin/sh\necho 203.0.113.66\n", Cancellation);
        try
        {
            if (!OperatingSystem.IsWindows())
            {
                File.SetUnixFileMode(planted, UnixFileMode.UserRead | UnixFileMode.UserExecute);
            }

            Assert.IsType<CommandResult.NotStarted>(await RunAsync([name]));
            Assert.IsType<CommandResult.Finished>(await RunAsync([planted]));
        }
        finally
        {
            File.Delete(planted);
        }
    }

    private Task<CommandResult> RunAsync(string script, CancellationToken? cancellation = null) => RunAsync(["sh", "-c", script], cancellation);

    private Task<CommandResult> RunAsync(string[] command, CancellationToken? cancellation = null) =>
        new ProcessRunner(clock).RunAsync(
            new CommandOptions { Command = command, Policy = new AddressPolicy(IpFamily.IPv4) }, cancellation ?? Cancellation);

    private static async Task<int> ReadIdAsync(string path)
    {
        while (!File.Exists(path))
        {
            await Task.Delay(TimeSpan.FromMilliseconds(5), TimeProvider.System, Cancellation);
        }

        return int.Parse(await File.ReadAllTextAsync(path, Cancellation), CultureInfo.InvariantCulture);
    }

    /// <summary>A killed child whose parent is gone may stay as a zombie where nobody collects it.</summary>
    private static async Task UntilGoneAsync(int id)
    {
        static bool Lives(int id) =>
            OperatingSystem.IsLinux()
                ? File.Exists($"/proc/{id}/stat") && !File.ReadAllText($"/proc/{id}/stat").Contains(") Z ", StringComparison.Ordinal)
                : Array.Exists(System.Diagnostics.Process.GetProcesses(), process => process.Id == id);

        while (Lives(id))
        {
            await Task.Delay(TimeSpan.FromMilliseconds(5), TimeProvider.System, Cancellation);
        }
    }
}
