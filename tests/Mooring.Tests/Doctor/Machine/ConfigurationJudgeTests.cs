using Mooring.Configuration;
using Mooring.Core;
using Mooring.Doctor;
using Mooring.Doctor.Machine;

namespace Mooring.Tests.Doctor.Machine;

/// <summary>What is said of the configuration file.</summary>
public sealed class ConfigurationJudgeTests
{
    [Fact]
    public void None_is_only_a_hint_with_what_makes_one()
    {
        var finding = Assert.Single(ConfigurationJudge.Judge(configuration: null, []));

        Assert.Equal((FindingIds.ConfigurationFile, Severity.Hint), (finding.Id, finding.Severity));
        Assert.Contains("`mooring init`", finding.Mend!.English, StringComparison.Ordinal);
    }

    [Fact]
    public void Each_warning_of_its_reader_is_one_with_its_place()
    {
        var warning = new Problem(Text.Same("others can read it"), Text.Same("chmod 0600")) { File = "/etc/mooring/mooring.yaml", Line = 3, Column = 5, Key = "accounts.home", IsWarning = true };

        var finding = ConfigurationJudge.Judge(configuration: null, [warning]).Last();

        Assert.Equal((FindingIds.ConfigurationWarning, Severity.Warning, "/etc/mooring/mooring.yaml:3:5: accounts.home"), (finding.Id, finding.Severity, finding.Subject));
        Assert.Equal((warning.Message, warning.Mend), (finding.Message, finding.Mend));
    }
}
