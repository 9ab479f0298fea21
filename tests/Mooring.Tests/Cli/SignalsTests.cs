using System.Runtime.InteropServices;
using Mooring.Cli;
using Mooring.Telling;

namespace Mooring.Tests.Cli;

public sealed class SignalsTests
{
    [Theory]
    [InlineData(false, PosixSignal.SIGINT, ExitCode.Interrupted)]
    [InlineData(false, PosixSignal.SIGTERM, ExitCode.Terminated)]
    [InlineData(true, PosixSignal.SIGINT, ExitCode.Interrupted)]
    [InlineData(true, PosixSignal.SIGTERM, ExitCode.Terminated)]
    [InlineData(true, PosixSignal.SIGQUIT, ExitCode.Interrupted)]
    [InlineData(true, PosixSignal.SIGHUP, ExitCode.Terminated)]
    public void What_asks_to_stop_is_heard(bool onWindows, PosixSignal signal, int code) =>
        Assert.Contains((signal, code), Signals.Heard(onWindows));

    [Fact]
    public void A_daemons_reload_and_a_core_dump_on_demand_are_left_alone_on_unix() =>
        Assert.DoesNotContain(Signals.Heard(onWindows: false), one => one.Signal is PosixSignal.SIGHUP or PosixSignal.SIGQUIT);
}
