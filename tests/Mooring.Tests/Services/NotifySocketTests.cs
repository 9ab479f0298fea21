using System.Globalization;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using System.Text;
using Mooring.Configuration;
using Mooring.Services;
using Mooring.Services.Systemd;
using Mooring.Testing;
using Mooring.Tests.Cli;

namespace Mooring.Tests.Services;

/// <summary>What systemd is told; its side is a socket of the test's own.</summary>
public sealed class NotifySocketTests : IDisposable
{
    private readonly string directory = Directory.CreateTempSubdirectory("mooring-").FullName;
    private readonly Socket manager = new(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified);
    private readonly ManualClock time = new();

    public NotifySocketTests() => Assert.SkipWhen(OperatingSystem.IsWindows(), "systemd is Linux's");

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Tells_what_the_daemon_does_in_the_words_of_sd_notify(bool isAbstract)
    {
        var name = isAbstract ? $"@mooring-{Guid.NewGuid():n}" : Path.Combine(directory, "notify");
        manager.Bind(new UnixDomainSocketEndPoint(isAbstract ? "\0" + name[1..] : name));
        using var supervisor = Supervisors.Of(Given(("NOTIFY_SOCKET", name)), time);

        supervisor.Ready("serving 3 entries\nof two accounts");
        supervisor.SignOfLife();
        supervisor.Tell("3 项符合期望");
        supervisor.Stopping();

        Assert.Equal("READY=1\nSTATUS=serving 3 entries of two accounts", Heard());
        Assert.Equal("WATCHDOG=1", Heard());
        Assert.Equal("STATUS=3 项符合期望", Heard());
        Assert.Equal("STOPPING=1", Heard());
    }

    [Fact]
    public void Says_by_the_clock_of_systemd_since_when_it_reads_its_configuration_again()
    {
        var name = Path.Combine(directory, "notify");
        manager.Bind(new UnixDomainSocketEndPoint(name));
        using var supervisor = Supervisors.Of(Given(("NOTIFY_SOCKET", name)), TimeProvider.System);
        var before = Microseconds();

        supervisor.Reloading();

        var heard = Heard().Split('\n');
        Assert.Equal("RELOADING=1", heard[0]);
        Assert.InRange(long.Parse(heard[1]["MONOTONIC_USEC=".Length..], CultureInfo.InvariantCulture), before, Microseconds());
    }

    [Theory]
    [InlineData("60000000", null, 60)]
    [InlineData("60000000", "own", 60)]
    [InlineData("60000000", "1", null)]
    [InlineData("0", null, null)]
    [InlineData("a minute", null, null)]
    [InlineData(null, null, null)]
    public void Gives_signs_of_life_where_systemd_asks_this_process_for_them(string? microseconds, string? process, int? seconds)
    {
        var id = process == "own" ? Environment.ProcessId.ToString(CultureInfo.InvariantCulture) : process;

        using var supervisor = Supervisors.Of(
            Given(("NOTIFY_SOCKET", Path.Combine(directory, "notify")), ("WATCHDOG_USEC", microseconds), ("WATCHDOG_PID", id)), time);

        Assert.Equal(seconds is { } known ? TimeSpan.FromSeconds(known) : null, supervisor.Patience);
    }

    [Fact]
    public void Goes_on_where_nobody_listens()
    {
        using var gone = Supervisors.Of(Given(("NOTIFY_SOCKET", Path.Combine(directory, "gone"))), time);
        gone.Ready("serving");

        Assert.IsType<NotifySocket>(gone);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("notify")]
    public void Is_nobodys_where_no_socket_is_named(string? socket)
    {
        using var supervisor = Supervisors.Of(Given(("NOTIFY_SOCKET", socket)), time);

        Assert.IsType<Unsupervised>(supervisor);
    }

    public void Dispose()
    {
        manager.Dispose();
        Directory.Delete(directory, recursive: true);
    }

    private static ProcessEnvironment Given(params (string Name, string? Value)[] variables) => Run.Nowhere with
    {
        Variables = ProcessEnvironment.VariablesOf(variables.Where(one => one.Value is not null).Select(one => (one.Name, one.Value!))),
    };

    /// <summary>CLOCK_MONOTONIC as the C library tells it, which systemd compares with.</summary>
    private static long Microseconds()
    {
        Assert.Equal(0, GetTime(Monotonic, out var now));
        return (now.Seconds * 1_000_000) + (now.Nanoseconds / 1_000);
    }

    private const int Monotonic = 1; // CLOCK_MONOTONIC

    [StructLayout(LayoutKind.Sequential)]
    private record struct TimeSpec(long Seconds, long Nanoseconds);

    [DllImport("libc", EntryPoint = "clock_gettime")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int GetTime(int clock, out TimeSpec time);

    private string Heard()
    {
        var buffer = new byte[4096];
        manager.ReceiveTimeout = 10_000;
        return Encoding.UTF8.GetString(buffer, 0, manager.Receive(buffer));
    }
}
