using Mooring.Core;
using Mooring.Doctor;

namespace Mooring.Tests.Doctor;

/// <summary>One cause is one fault.</summary>
public sealed class OriginTests
{
    private static readonly Finding Follows = new(FindingIds.AccountCredentials, Severity.Fault, "home", Text.Same("not reached"))
    {
        Origins = [.. FindingIds.OfTheWay.Select(id => new Origin(id, "home"))],
    };

    [Theory]
    [InlineData("network.endpoint", "home")]
    [InlineData("network.tls", "office, home")]
    public void What_follows_from_a_fault_is_a_hint_that_points_to_it(string id, string subject)
    {
        var told = Origin.TellOnce([new Finding(id, Severity.Fault, subject, Text.Same("cut")), Follows]);

        Assert.Equal([Severity.Fault, Severity.Hint], told.Select(finding => finding.Severity));
        Assert.Equal("this follows from a fault that is told above", told[1].Mend?.English);
        Assert.Equal("not reached", told[1].Message.English);
    }

    [Theory]
    [InlineData("network.endpoint", "Fault", "homestead")]
    [InlineData("network.endpoint", "Warning", "home")]
    [InlineData("network.family", "Fault", "home")]
    public void What_has_no_fault_before_it_stays_one(string id, string severity, string subject)
    {
        var told = Origin.TellOnce([new Finding(id, Enum.Parse<Severity>(severity), subject, Text.Same("cut")), Follows]);

        Assert.Equal(Severity.Fault, told[1].Severity);
    }

    [Fact]
    public void A_chain_of_causes_leaves_its_first_fault()
    {
        var way = new Finding(FindingIds.NetworkEndpoint, Severity.Fault, "home", Text.Same("not found")) { Origins = [new Origin(FindingIds.NetworkResolver)] };

        var told = Origin.TellOnce([new Finding(FindingIds.NetworkResolver, Severity.Fault, "192.0.2.53", Text.Same("silent")), way, Follows]);

        Assert.Equal([Severity.Fault, Severity.Hint, Severity.Hint], told.Select(finding => finding.Severity));
    }
}
