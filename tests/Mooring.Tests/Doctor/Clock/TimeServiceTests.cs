using Mooring.Doctor;
using Mooring.Doctor.Clock;
using Mooring.Tests.Doctor.Machine;

namespace Mooring.Tests.Doctor.Clock;

/// <summary>Who keeps the clock, and what the kernel says of it.</summary>
public sealed class TimeServiceTests : IDisposable
{
    private static readonly KernelClock Synchronised = new(IsSynchronised: true, TimeSpan.FromMilliseconds(40));
    private static readonly KernelClock Drifting = new(IsSynchronised: false, TimeSpan.FromSeconds(16));

    private readonly OtherMachine machine = new();

    [Theory]
    [InlineData("systemd\nsystemd-timesyn\nbash", "systemd-timesyncd")]
    [InlineData("init\nchronyd\nchronyd", "chronyd")]
    [InlineData("procd\nntpd\nvmtoolsd", "ntpd")]
    [InlineData("init\nntpd\nchronyd", "chronyd, ntpd")]
    [InlineData("bash\nntpdate", "")]
    public void Services_are_known_by_their_processes(string processes, string services)
    {
        foreach (var (number, name) in processes.Split('\n').Index())
        {
            machine.With($"proc/{number + 1}/comm", name + "\n");
        }

        Assert.Equal(services, string.Join(", ", TimeServices.Read(machine.With("proc/meminfo").Files)));
    }

    [Theory]
    [InlineData("run/systemd/timesync/synchronized", "systemd-timesyncd")]
    [InlineData("run/chrony/chronyd.pid", "chronyd")]
    public void Where_processes_are_hidden_they_are_known_by_their_marks(string file, string service) =>
        Assert.Equal([service], TimeServices.Read(machine.With(file).With("proc/4711/comm", "mooring\n").Files));

    [Theory]
    [InlineData("chronyd", nameof(Severity.Ok), "chronyd", "keeps this clock")]
    [InlineData("chronyd ntpd", nameof(Severity.Warning), "chronyd, ntpd", "pull it to and fro")]
    [InlineData("", nameof(Severity.Warning), "NTP", "nothing keeps this clock")]
    public void One_service_is_right(string services, string severity, string subject, string message)
    {
        var finding = Judge(services, Drifting);

        Assert.Equal((FindingIds.ClockService, severity, subject), (finding.Id, finding.Severity.ToString(), finding.Subject));
        Assert.Contains(message, finding.Message.English, StringComparison.Ordinal);
        Assert.Equal(severity == nameof(Severity.Ok), finding.Mend is null);
    }

    [Fact]
    public void Of_two_the_smaller_is_switched_off() =>
        Assert.Equal("keep one; type:\nsudo systemctl disable --now systemd-timesyncd", Judge("systemd-timesyncd chronyd", Synchronised).Mend!.English);

    [Fact]
    public void None_that_is_known_is_fine_where_the_kernel_is_content() =>
        Assert.Equal(Severity.Ok, Judge("", Synchronised).Severity);

    [Fact]
    public void None_in_a_container_is_as_it_should_be() =>
        Assert.Equal(Severity.Ok, Judge("", Drifting, container: "docker").Severity);

    [Fact]
    public void None_in_a_virtual_machine_is_only_a_hint() =>
        Assert.Equal(Severity.Hint, Judge("", Drifting, virtualMachine: "VMware").Severity);

    [Fact]
    public void A_synchronised_kernel_says_how_well() =>
        Assert.Equal("synchronised, to within 1 s by its own account", KernelClock.Judge(Synchronised, ClockMendTests.Linux(""), ["chronyd"]).Message.English);

    [Theory]
    [InlineData("chronyd", "chronyc tracking")]
    [InlineData("systemd-timesyncd", "timedatectl timesync-status")]
    [InlineData("ntpd", "ntpq -p")]
    public void A_service_that_has_not_done_its_work_yet_is_a_hint_with_what_shows_it(string service, string command)
    {
        var finding = KernelClock.Judge(Drifting, ClockMendTests.Linux(""), [service]);

        Assert.Equal((FindingIds.ClockSync, Severity.Hint), (finding.Id, finding.Severity));
        Assert.Contains(command, finding.Mend!.English, StringComparison.Ordinal);
    }

    [Fact]
    public void In_a_container_the_kernel_is_the_host_s_and_no_fault_of_ours() =>
        Assert.Equal(Severity.Ok, KernelClock.Judge(Drifting, ClockMendTests.Linux("") with { Container = "podman" }, []).Severity);

    [Fact]
    public void The_kernel_of_this_machine_answers_where_it_is_Linux() =>
        Assert.True(!OperatingSystem.IsLinux() || KernelClockReader.Read() is { MaximumError.Ticks: >= 0 });

    public void Dispose() => machine.Dispose();

    private static Finding Judge(string services, KernelClock kernel, string? container = null, string? virtualMachine = null)
    {
        var where = ClockMendTests.Linux("hwclock") with { Container = container, VirtualMachine = virtualMachine };
        var running = services.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return TimeServices.Judge(running, where, kernel, new ClockMend(where, running, "ntp.aliyun.com"));
    }
}
