using System.Net;
using Mooring.Sandbox.Tests.Hosting;

namespace Mooring.Sandbox.Tests.AddressEcho;

public sealed class HttpEchoTests : IAsyncLifetime
{
    private readonly HttpClient http = new();
    private RunningSandbox sandbox = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => sandbox = await RunningSandbox.StartAsync();

    public ValueTask DisposeAsync()
    {
        http.Dispose();
        return sandbox.DisposeAsync();
    }

    [Theory]
    [InlineData("127.0.0.1", "203.0.113.1")]
    [InlineData("[::1]", "2001:db8::1")]
    public async Task Tells_the_address_of_the_callers_family_as_plain_text(string host, string told)
    {
        Assert.SkipWhen(host.StartsWith('[') && !Loopback.HasIpv6, "this machine has no ::1");

        var answer = await http.GetAsync(Address(host, "/ip"), Cancellation);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal("text/plain", answer.Content.Headers.ContentType!.MediaType);
        Assert.Equal(told, await answer.Content.ReadAsStringAsync(Cancellation));
    }

    [Fact]
    public async Task A_family_without_address_is_unavailable_and_the_other_is_not()
    {
        sandbox.World.Echo = sandbox.World.Echo with { Ipv6 = null };

        Assert.Equal("203.0.113.1", await http.GetStringAsync(Address("127.0.0.1", "/ip"), Cancellation));
        Assert.SkipUnless(Loopback.HasIpv6, "this machine has no ::1");
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await http.GetAsync(Address("[::1]", "/ip"), Cancellation)).StatusCode);
    }

    [Fact]
    public async Task Nothing_else_is_there()
    {
        Assert.Equal(HttpStatusCode.NotFound, (await http.GetAsync(Address("127.0.0.1", "/"), Cancellation)).StatusCode);
        Assert.Equal(HttpStatusCode.MethodNotAllowed, (await http.PostAsync(Address("127.0.0.1", "/ip"), null, Cancellation)).StatusCode);
    }

    private Uri Address(string host, string path) => new($"http://{host}:{sandbox.Host.Ports.Echo}{path}");
}
