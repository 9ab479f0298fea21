using System.Net;
using Mooring.Core.Addresses;
using Mooring.Engine.Sources;

namespace Mooring.Engine.Tests.Sources;

public sealed class StaticSourceTests
{
    [Fact]
    public async Task The_configured_address_is_found()
    {
        var source = new StaticSource("fix4", IPAddress.Parse("203.0.113.9"), new AddressPolicy(IpFamily.IPv4, AllowedRanges.Documentation));

        Assert.Equal("203.0.113.9", (await source.AskAsync(TestContext.Current.CancellationToken)).Value?.ToString());
    }

    [Fact]
    public async Task A_special_address_is_refused_here_as_everywhere()
    {
        var source = new StaticSource("fix4", IPAddress.Parse("203.0.113.9"), new AddressPolicy(IpFamily.IPv4));

        var answer = await source.AskAsync(TestContext.Current.CancellationToken);

        Assert.Null(answer.Value);
        Assert.Contains("allow: [documentation]", answer.Error?.English, StringComparison.Ordinal);
        Assert.Equal("203.0.113.9", Assert.Single(answer.Refused).Value);
    }
}
