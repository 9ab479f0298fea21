using System.Net;

namespace Mooring.Sandbox.Tests.Hosting;

public sealed class LongRequestTests
{
    [Fact]
    public async Task A_query_of_100_kilobytes_reaches_the_api()
    {
        await using var sandbox = await SandboxHost.StartAsync(
            new SandboxOptions { Ports = SandboxPorts.Free }, TimeProvider.System, TestContext.Current.CancellationToken);
        using var http = new HttpClient();
        var address = new Uri($"http://127.0.0.1:{sandbox.Ports.Alidns}/?Action=DescribeDomains&Value={new string('x', 100 * 1024)}");

        using var response = await http.GetAsync(address, TestContext.Current.CancellationToken);

        // Refused by Alidns for what is missing, not by the web server for its length
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Contains("MissingParameter", await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }
}
