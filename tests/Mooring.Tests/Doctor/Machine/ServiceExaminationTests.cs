using Mooring.Core;
using Mooring.Doctor;
using Mooring.Doctor.Machine;
using Mooring.Services;

namespace Mooring.Tests.Doctor.Machine;

/// <summary>What is said of the services that run Mooring.</summary>
public sealed class ServiceExaminationTests
{
    private const string Configuration = "/etc/mooring/mooring.yaml";

    private static readonly Text Log = Text.Same("`journalctl -u mooring.service`");
    private static readonly ServiceState Good = new("systemd", "mooring.service", ServiceKind.Daemon)
    {
        IsInstalled = true, IsEnabled = true, IsRunning = true, Configuration = Configuration,
    };

    [Fact]
    public void One_that_is_not_installed_is_nothing_to_talk_about() => Assert.Empty(Judge(Good with { IsInstalled = false }));

    [Fact]
    public void One_that_runs_takes_one_line()
    {
        var finding = Assert.Single(Judge(Good));

        Assert.Equal((FindingIds.ServiceState, Severity.Ok, "mooring.service", "runs the daemon"), (finding.Id, finding.Severity, finding.Subject, finding.Message.English));
    }

    [Fact]
    public void What_the_manager_does_not_tell_is_no_fault() =>
        Assert.Equal(Severity.Ok, Assert.Single(Judge(Good with { IsEnabled = null, IsRunning = null, Configuration = null })).Severity);

    [Fact]
    public void One_that_does_not_run_says_why_and_where_to_look()
    {
        var finding = Assert.Single(Judge(Good with { IsRunning = false, Detail = "failed (failed)" }));

        Assert.Equal((Severity.Warning, "is installed and does not run: failed (failed)", Log), (finding.Severity, finding.Message.English, finding.Mend));
    }

    [Fact]
    public void One_of_a_user_who_is_not_logged_on_is_fine() =>
        Assert.Equal(Severity.Ok, Assert.Single(Judge(Good with { Kind = ServiceKind.UserDaemon, IsRunning = false })).Severity);

    [Fact]
    public void One_that_does_not_start_by_itself_gets_the_command()
    {
        var finding = Assert.Single(Judge(Good with { IsEnabled = false }));

        Assert.Equal(Severity.Warning, finding.Severity);
        Assert.EndsWith("\nsystemctl enable mooring.service", finding.Mend!.English, StringComparison.Ordinal);
    }

    [Fact]
    public void One_on_another_configuration_is_a_hint()
    {
        var finding = Assert.Single(Judge(Good with { Configuration = "/root/mooring.yaml" }));

        Assert.Equal((Severity.Hint, "runs on /root/mooring.yaml, and /etc/mooring/mooring.yaml is looked at here"), (finding.Severity, finding.Message.English));
    }

    private static IEnumerable<Finding> Judge(ServiceState service) => ServiceExamination.Judge(service, Log, Configuration);
}
