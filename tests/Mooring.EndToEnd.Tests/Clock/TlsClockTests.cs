using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using Mooring.EndToEnd.Tests.Harness;

namespace Mooring.EndToEnd.Tests.Clock;

/// <summary>HTTPS where the clock is ten years slow: time servers that agree get it going, and nothing else does.</summary>
public sealed class TlsClockTests : IAsyncDisposable
{
    private static readonly TimeSpan TenYears = WrongClockTests.Span("-10 y");

    private readonly List<IAsyncDisposable> peers = [];
    private readonly List<UdpClient> silent = [];

    [Theory]
    [InlineData("one is 8 s ahead", "2")]
    [InlineData("one of three lies", "2")]
    [InlineData("one of three is silent", "2")]
    [InlineData("one alone is enough", "1")]
    public async Task Time_servers_that_agree_get_it_going(string servers, string agree)
    {
        await using var machine = await Machine.OpenAsync("https");
        machine.TimeServers = await ServersAsync(machine, servers);
        machine.Agree = agree;
        await machine.ConfigureBothAsync();

        var result = await machine.RunAsync(TenYears, "update", "--output", "json");

        Assert.True(result.ExitCode == 0, result.ToString());
        await machine.AssertPublishedAsync("example.com", "example.net");
        WrongClockTests.AssertTold(result, TenYears, "alidns", "tencent");
    }

    [Theory]
    [InlineData("disagree by 20 s", "no 2 time servers agree")]
    [InlineData("one silent", "it does not answer")]
    [InlineData("both silent", "it does not answer")]
    [InlineData("nobody there", "connection refused")]
    [InlineData("agree on a time before the build", "which cannot be")]
    public async Task Where_they_do_not_settle_it_nothing_is_sent_and_the_clock_is_named(string servers, string reason)
    {
        await using var machine = await Machine.OpenAsync("https");
        machine.TimeServers = await ServersAsync(machine, servers);
        await machine.ConfigureBothAsync();

        var result = await machine.RunAsync(TenYears, "update", "--output", "json");

        await AssertRefusedForTheClockAsync(machine, result, reason);
        Assert.Empty(machine.Kept());
    }

    [Fact]
    public async Task A_time_before_one_learned_over_verified_TLS_is_not_believed()
    {
        // Given a run that saw a cloud with a clock 20 days ahead, within its certificate's validity
        await using var machine = await Machine.OpenAsync("https");
        await machine.ConfigureBothAsync();
        await machine.Harbour.PutAsync("clock", """{"offsetSeconds":1728000}""");
        var taught = await machine.RunAsync("plan");
        var update = await machine.RunAsync("update");
        Assert.True(taught.ExitCode == 0, taught.ToString());
        Assert.True(update.ExitCode == 0, update.ToString());
        await machine.Harbour.PutAsync("clock", """{"offsetSeconds":0}""");
        machine.ForgetCalls();

        // When time servers agree on an earlier time
        var result = await machine.RunAsync(TenYears, "update", "--output", "json");

        // Then it is not believed
        Assert.True(result.ExitCode == 3, result.ToString());
        Assert.All(Errors(result), error => Assert.Equal("clock", error.GetProperty("fault").GetString()));
        Assert.Contains("which cannot be", result.Output, StringComparison.Ordinal);
        Assert.Empty(machine.Calls());
    }

    [Fact]
    public async Task The_refusal_reads_well_in_Chinese()
    {
        await using var machine = await Machine.OpenAsync("https");
        machine.TimeServers = await ServersAsync(machine, "nobody there");
        await machine.ConfigureBothAsync();

        var result = await machine.RunAsync(TenYears, "update", "--language", "zh");

        Assert.True(result.ExitCode == 3, result.ToString());
        Assert.Contains("而本机时钟显示 20", result.Output, StringComparison.Ordinal);
        Assert.Contains("没有 2 个时间服务器意见一致", result.Output, StringComparison.Ordinal);
        Assert.Contains("请校准本机时钟", result.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("0 s")]
    [InlineData("-10 y")]
    [InlineData("+10 y")]
    public async Task A_certificate_that_has_really_expired_stays_refused(string clock)
    {
        // Given clouds whose certificates ran out 30 days ago, and time servers that are right
        await using var today = await Machine.OpenAsync();
        await using var machine = await Machine.OpenAsync("https", new ShiftedTime(TimeSpan.FromDays(-60)));
        machine.TimeServers = today.TimeServers;
        await machine.ConfigureBothAsync();

        var result = await machine.RunAsync(WrongClockTests.Span(clock), "update", "--output", "json");

        await AssertRefusedAsync(machine, result, "the time servers agree that it is");
        Assert.Contains("it is valid from", result.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("0 s")]
    [InlineData("-10 y")]
    public async Task A_certificate_for_another_name_stays_refused_and_the_time_is_not_asked_for(string clock)
    {
        await using var machine = await Machine.OpenAsync("https");
        machine.TimeServers = await ServersAsync(machine, "both silent");
        await machine.Harbour.PutAsync("zones/example.com/records", """[{"name":"api","type":"A","value":"127.0.0.1","ttl":600}]""");
        await machine.ConfigureBothAsync(host: "api.example.com");

        var result = await machine.RunAsync(WrongClockTests.Span(clock), "update", "--output", "json");

        await AssertRefusedAsync(machine, result, "not for api.example.com", "api A 127.0.0.1");
        Assert.DoesNotContain("asking for the time", result.Output, StringComparison.Ordinal);
        Assert.All(silent, server => Assert.Equal(0, server.Available));
    }

    [Theory]
    [InlineData("0 s")]
    [InlineData("-10 y")]
    public async Task A_certificate_from_an_unknown_root_stays_refused_and_the_time_is_not_asked_for(string clock)
    {
        await using var other = await Machine.OpenAsync("https");
        await using var machine = await Machine.OpenAsync("https");
        machine.TimeServers = await ServersAsync(machine, "both silent");
        machine.Roots = other.Roots;
        await machine.ConfigureBothAsync();

        var result = await machine.RunAsync(WrongClockTests.Span(clock), "update", "--output", "json");

        await AssertRefusedAsync(machine, result, "not signed by a root");
        Assert.DoesNotContain("asking for the time", result.Output, StringComparison.Ordinal);
        Assert.All(silent, server => Assert.Equal(0, server.Available));
    }

    [Fact]
    public async Task Other_verbs_get_it_going_as_well()
    {
        await using var machine = await Machine.OpenAsync("https");
        await machine.ConfigureBothAsync();

        var plan = await machine.RunAsync(TenYears, "plan", "--detailed-exitcode");
        var set = await machine.RunAsync(TenYears, "records", "set", "www.example.net", "A", "192.0.2.1");
        var list = await machine.RunAsync(TenYears, "records", "list", "example.net", "--output", "json");

        Assert.True(plan.ExitCode == 4, plan.ToString());
        Assert.True(set.ExitCode == 0, set.ToString());
        Assert.True(list.ExitCode == 0, list.ToString());
        Assert.Contains(list.Json.EnumerateArray(), record => record.GetProperty("value").GetString() == "192.0.2.1");
    }

    public async ValueTask DisposeAsync()
    {
        silent.ForEach(server => server.Dispose());
        foreach (var peer in peers)
        {
            await peer.DisposeAsync();
        }
    }

    private static async Task AssertRefusedForTheClockAsync(Machine machine, ProgramResult result, string reason)
    {
        Assert.True(result.ExitCode == 3, result.ToString());
        Assert.All(Errors(result), error =>
        {
            var message = error.GetProperty("message").GetString();
            Assert.Equal("clock", error.GetProperty("fault").GetString());
            Assert.Contains(reason, message, StringComparison.Ordinal);
            Assert.Contains("this machine's clock shows 20", message, StringComparison.Ordinal);
            Assert.Contains("set this machine's clock", message, StringComparison.Ordinal);
        });
        Assert.Empty(machine.Calls());
        Assert.Empty(await machine.Harbour.RecordsAsync("example.com"));
        Assert.Empty(await machine.Harbour.RecordsAsync("example.net"));
    }

    private static async Task AssertRefusedAsync(Machine machine, ProgramResult result, string reason, params string[] records)
    {
        Assert.True(result.ExitCode == 3, result.ToString());
        Assert.All(Errors(result), error =>
        {
            Assert.Equal("unavailable", error.GetProperty("fault").GetString());
            Assert.Contains(reason, error.GetProperty("message").GetString(), StringComparison.Ordinal);
        });
        Assert.Empty(machine.Calls());
        Assert.Equal(records, await machine.Harbour.RecordsAsync("example.com"));
        Assert.Empty(await machine.Harbour.RecordsAsync("example.net"));
    }

    private static JsonElement[] Errors(ProgramResult result) =>
        [.. result.Json.GetProperty("changes").EnumerateArray().Select(change => change.GetProperty("error"))];

    private async Task<string> ServersAsync(Machine machine, string kind) => kind switch
    {
        "one is 8 s ahead" => $"{machine.FirstTimeServer}, {await AheadAsync(8)}",
        "one of three lies" => $"{machine.TimeServers}, {await AheadAsync(-86400 * 3652)}",
        "one of three is silent" => $"{Silent()}, {machine.TimeServers}",
        "one alone is enough" => machine.FirstTimeServer,
        "disagree by 20 s" => $"{machine.FirstTimeServer}, {await AheadAsync(20)}",
        "one silent" => $"{machine.FirstTimeServer}, {Silent()}",
        "both silent" => $"{Silent()}, {Silent()}",
        // The ports of the control API and of HTTPS are taken on TCP alone: who asks there is told at once that nobody listens.
        "nobody there" => $"\"127.0.0.1:{machine.Harbour.Sandbox.Ports.Control}\", \"127.0.0.1:{machine.Harbour.Sandbox.Ports.Tls}\"",
        "agree on a time before the build" => $"{await AheadAsync(-86400 * 3652)}, {await AheadAsync(-86400 * 3652)}",
        _ => throw new ArgumentException(kind, nameof(kind)),
    };

    /// <summary>A time server whose clock is this many seconds ahead.</summary>
    private async Task<string> AheadAsync(int seconds)
    {
        var other = await Machine.OpenAsync();
        peers.Add(other);
        await other.Harbour.PutAsync("clock", string.Create(CultureInfo.InvariantCulture, $$"""{"offsetSeconds":{{seconds}}}"""));
        return other.FirstTimeServer;
    }

    /// <summary>A time server that never answers.</summary>
    private string Silent()
    {
        var server = new UdpClient(new IPEndPoint(IPAddress.Loopback, 0));
        silent.Add(server);
        return $"\"{server.Client.LocalEndPoint}\"";
    }
}
