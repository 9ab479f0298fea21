using Mooring.Core.Records;
using Mooring.Providers.Faults;
using Mooring.Providers.TencentCloud.Cns;

namespace Mooring.Providers.Tests.TencentCloud;

public sealed class CnsFaultTests
{
    [Theory]
    [InlineData("4000", DnsFault.Rejected)]
    [InlineData("4100", DnsFault.Credentials)]
    [InlineData("4101", DnsFault.Permission)]
    [InlineData("4102", DnsFault.Permission)]
    [InlineData("4103", DnsFault.Permission)]
    [InlineData("4104", DnsFault.Credentials)]
    [InlineData("4105", DnsFault.Credentials)]
    [InlineData("4106", DnsFault.Permission)]
    [InlineData("4110", DnsFault.Permission)]
    [InlineData("4200", DnsFault.Clock)]
    [InlineData("4300", DnsFault.Permission)]
    [InlineData("4400", DnsFault.Throttled)]
    [InlineData("4500", DnsFault.Throttled)]
    [InlineData("4600", DnsFault.Rejected)]
    [InlineData("5000", DnsFault.NotFound)]
    [InlineData("5100", DnsFault.Rejected)]
    [InlineData("5200", DnsFault.Rejected)]
    [InlineData("5300", DnsFault.Permission)]
    [InlineData("5400", DnsFault.Rejected)]
    [InlineData("5500", DnsFault.Permission)]
    [InlineData("6000", DnsFault.Unavailable)]
    [InlineData("6100", DnsFault.Rejected)]
    [InlineData("6200", DnsFault.Unavailable)]
    [InlineData("9999", DnsFault.Rejected)]
    public void Means(string code, DnsFault fault) =>
        Assert.Equal(fault, CnsFaults.Judge(new VendorError(code, "", null), TimeSpan.FromSeconds(3)).Fault);

    [Fact]
    public void Blames_the_clock_before_the_key_when_the_clock_is_far_off() =>
        Assert.Equal(DnsFault.Clock, CnsFaults.Judge(new VendorError("4100", "", null), TimeSpan.FromHours(2)).Fault);
}
