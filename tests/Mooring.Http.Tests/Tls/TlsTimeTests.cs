using System.Security.Cryptography.X509Certificates;
using Mooring.Core.Records;

namespace Mooring.Http.Tests;

/// <summary>
/// Real TLS on loopback. The framework verifies by the real clock, so a wrong local clock is played by moving the rest of the
/// world: certificates and time servers live in another year.
/// </summary>
public sealed class TlsTimeTests : IDisposable
{
    private static readonly DateTimeOffset Local = TimeProvider.System.GetUtcNow();
    private readonly TestCa _ca = new(Local.AddYears(-20), Local.AddYears(20));

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static TheoryData<double> WrongClocks => [-3652, -366, -31, 33, 366, 3652];

    [Fact]
    public async Task With_a_right_clock_nobody_is_asked_for_the_time()
    {
        await using var times = TimeServer.Start(() => Local);
        await using var server = Serving(Local);

        Assert.Equal("ok", await AskAsync(server, [times, times]));

        Assert.Equal(0, times.Questions);
    }

    [Theory]
    [MemberData(nameof(WrongClocks))]
    public async Task Where_only_the_local_clock_is_wrong_two_time_servers_that_agree_settle_it(double days)
    {
        var now = Local.AddDays(days);
        await using var one = TimeServer.Start(() => now);
        await using var two = TimeServer.Start(() => now.AddSeconds(3));
        await using var server = Serving(now);

        Assert.Equal("ok", await AskAsync(server, [one, two]));
    }

    [Fact]
    public async Task A_root_that_is_not_valid_yet_by_the_local_clock_is_no_obstacle()
    {
        var now = Local.AddYears(10);
        using var young = new TestCa(now.AddDays(-2), now.AddDays(30));
        await using var one = TimeServer.Start(() => now);
        await using var two = TimeServer.Start(() => now);
        await using var server = ScriptedServer.Start(young.Serving(now.AddDays(-2), now.AddDays(30), Steps.Answering("ok")));

        Assert.Equal("ok", await AskAsync(server, [one, two], roots: young.Roots));
    }

    [Fact]
    public async Task The_agreed_time_serves_the_next_connections_without_asking_again()
    {
        var now = Local.AddYears(10);
        await using var one = TimeServer.Start(() => now);
        await using var two = TimeServer.Start(() => now);
        await using var server = ScriptedServer.Start(_ca.Serving(now.AddDays(-2), now.AddDays(30), Steps.AnsweringOnce("ok")));
        using var time = NetworkTime([one, two], Local.AddYears(-1), new TrustedTime());
        using var channel = Channel(server.Https, time, _ca.Roots);

        for (var call = 0; call < 3; call++)
        {
            Assert.Equal("ok", await channel.Api.SendAsync(Calls.Read(server.Https), Cancellation));
        }

        Assert.Equal((1, 1), (one.Questions, two.Questions));
        Assert.Equal(3, server.Requests.Count);
    }

    [Theory]
    [InlineData("disagree", "no 2 time servers agree")]
    [InlineData("one silent", "does not answer")]
    [InlineData("before the build date", "cannot be")]
    [InlineData("before what TLS taught", "cannot be")]
    [InlineData("bad originate", "does not belong to the request")]
    [InlineData("not synchronised", "not synchronised")]
    public async Task Where_the_servers_do_not_settle_it_nothing_is_sent_and_the_clock_is_named(string kind, string reason)
    {
        var now = Local.AddYears(10);
        await using var one = TimeServer.Start(() => now);
        await using var two = kind switch
        {
            "disagree" => TimeServer.Start(() => now.AddSeconds(20)),
            "one silent" => TimeServer.Silent(),
            "bad originate" => TimeServer.Start(() => now, reply => [.. reply[..24], .. new byte[8], .. reply[32..]]),
            "not synchronised" => TimeServer.Start(() => now, reply => [0xE4, .. reply[1..]]),
            _ => TimeServer.Start(() => now),
        };
        await using var server = Serving(now);
        var built = kind == "before the build date" ? now.AddDays(1) : Local.AddYears(-1);
        var taught = new TrustedTime(kind == "before what TLS taught" ? now.AddDays(1) : null);

        var failure = await Assert.ThrowsAsync<DnsApiException>(() => AskAsync(server, [one, two], built, taught));

        Assert.Equal(DnsFault.Clock, failure.Fault);
        Assert.Contains(reason, failure.Text.English, StringComparison.Ordinal);
        Assert.Contains($"this machine's clock shows {Local:yyyy-MM-dd}", failure.Text.English, StringComparison.Ordinal);
        Assert.Contains("set this machine's clock", failure.Text.English, StringComparison.Ordinal);
        Assert.Contains("请校准本机时钟", failure.Text.Chinese, StringComparison.Ordinal);
        Assert.False(failure.OutcomeUnknown);
        Assert.Empty(server.Requests);
    }

    [Theory]
    [InlineData(10, "expired long ago by true time as well")]
    [InlineData(-10, "not valid yet by true time as well")]
    public async Task A_certificate_that_is_out_of_date_by_true_time_as_well_is_refused_as_such(int years, string rule)
    {
        await using var one = TimeServer.Start(() => Local);
        await using var two = TimeServer.Start(() => Local);
        await using var server = Serving(Local.AddYears(-years));

        var failure = await Assert.ThrowsAsync<DnsApiException>(() => AskAsync(server, [one, two]));

        Assert.True(failure.Fault == DnsFault.Unavailable, rule);
        Assert.Contains("the time servers agree that it is", failure.Text.English, StringComparison.Ordinal);
        Assert.Contains("它的有效期是", failure.Text.Chinese, StringComparison.Ordinal);
        Assert.Empty(server.Requests);
    }

    [Fact]
    public async Task Lying_time_servers_gain_nothing_where_the_certificate_does_not_fit_their_lie_either()
    {
        await using var one = TimeServer.Start(() => Local.AddYears(3));
        await using var two = TimeServer.Start(() => Local.AddYears(3));
        await using var server = Serving(Local.AddYears(10));

        await Assert.ThrowsAsync<DnsApiException>(() => AskAsync(server, [one, two]));

        Assert.Empty(server.Requests);
    }

    [Theory]
    [InlineData(0, "other.example.com", true, "it is for other.example.com, 192.0.2.1, not for localhost")]
    [InlineData(10, "other.example.com", true, "it is for other.example.com, 192.0.2.1, not for localhost")]
    [InlineData(0, "localhost", false, "not signed by a root")]
    [InlineData(10, "localhost", false, "not signed by a root")]
    [InlineData(-10, "localhost", false, "not signed by a root")]
    public async Task Every_other_fault_stays_fatal_and_the_time_is_not_even_asked_for(int years, string name, bool rootKnown, string reason)
    {
        var now = Local.AddYears(years);
        using var other = new TestCa(Local.AddYears(-20), Local.AddYears(20));
        await using var one = TimeServer.Start(() => now);
        await using var two = TimeServer.Start(() => now);
        await using var server = Serving(now, name);

        var failure = await Assert.ThrowsAsync<DnsApiException>(
            () => AskAsync(server, [one, two], roots: rootKnown ? _ca.Roots : other.Roots));

        Assert.Equal(DnsFault.Unavailable, failure.Fault);
        Assert.Contains(reason, failure.Text.English, StringComparison.Ordinal);
        Assert.Equal((0, 0), (one.Questions, two.Questions));
        Assert.Empty(server.Requests);
    }

    [Fact]
    public async Task A_handler_that_needed_the_agreed_time_still_refuses_a_wrong_name()
    {
        var now = Local.AddYears(10);
        await using var one = TimeServer.Start(() => now);
        await using var two = TimeServer.Start(() => now);
        await using var server = ScriptedServer.Start(
            _ca.Serving(now.AddDays(-2), now.AddDays(30), Steps.AnsweringOnce("ok")),
            _ca.Serving(now.AddDays(-2), now.AddDays(30), Steps.AnsweringOnce("ok")),
            _ca.Serving(now.AddDays(-2), now.AddDays(30), Steps.AnsweringOnce("ok"), "other.example.com"));
        using var time = NetworkTime([one, two], Local.AddYears(-1), new TrustedTime());
        using var channel = Channel(server.Https, time, _ca.Roots);
        await channel.Api.SendAsync(Calls.Read(server.Https), Cancellation);

        var failure = await Assert.ThrowsAsync<DnsApiException>(() => channel.Api.SendAsync(Calls.Read(server.Https), Cancellation));

        Assert.Contains("not for localhost", failure.Text.English, StringComparison.Ordinal);
        Assert.Single(server.Requests);
    }

    [Fact]
    public async Task The_date_of_an_answer_over_verified_TLS_is_learned_unless_it_lies_outside_the_certificates_validity()
    {
        await using var times = TimeServer.Silent();
        var trusted = new TrustedTime(Local.AddDays(-100));
        await using var server = ScriptedServer.Start(
            _ca.Serving(Local.AddDays(-2), Local.AddDays(30), Steps.AnsweringOnce("ok", headers: $"Date: {Local.AddDays(31):R}\r\n")),
            _ca.Serving(Local.AddDays(-2), Local.AddDays(30), Steps.AnsweringOnce("ok", headers: $"Date: {Local.AddDays(1):R}\r\n")));
        using var time = NetworkTime([times], Local.AddYears(-1), trusted);
        using var channel = Channel(server.Https, time, _ca.Roots);

        await channel.Api.SendAsync(Calls.Read(server.Https), Cancellation);
        var afterAbsurd = trusted.Latest;
        await channel.Api.SendAsync(Calls.Read(server.Https), Cancellation);

        Assert.Equal(Local.AddDays(-100), afterAbsurd);
        Assert.Equal(Local.AddDays(1).ToUnixTimeSeconds(), trusted.Latest!.Value.ToUnixTimeSeconds());
    }

    [Fact]
    public async Task Without_roots_of_its_own_a_private_CA_is_refused_with_the_setting_that_helps()
    {
        await using var server = Serving(Local);

        var failure = await Assert.ThrowsAsync<DnsApiException>(() => AskAsync(server, [], roots: []));

        Assert.Contains("root-certificates", failure.Text.English, StringComparison.Ordinal);
        Assert.Contains("root-certificates", failure.Text.Chinese, StringComparison.Ordinal);
    }

    public void Dispose() => _ca.Dispose();

    private static NetworkTime NetworkTime(TimeServer[] servers, DateTimeOffset built, TrustedTime trusted) =>
        new(
            new NetworkTimeOptions { Servers = [.. servers.Select(server => server.End)], BuildDate = built },
            new SntpClient(TimeProvider.System, null, TimeSpan.FromSeconds(0.5)),
            trusted,
            TimeProvider.System);

    private static TestChannel Channel(Uri endpoint, NetworkTime time, X509Certificate2Collection roots) => new(
        endpoint,
        with: options => options with { Connections = new HttpConnectionOptions { RootCertificates = roots, NetworkTime = time } });

    /// <summary>A server with a certificate as they are around some instant: valid from 2 days before to 30 days after.</summary>
    private ScriptedServer Serving(DateTimeOffset around, string name = "localhost") =>
        ScriptedServer.Start(_ca.Serving(around.AddDays(-2), around.AddDays(30), Steps.Answering("ok"), name));

    private async Task<string> AskAsync(
        ScriptedServer server,
        TimeServer[] servers,
        DateTimeOffset? built = null,
        TrustedTime? taught = null,
        X509Certificate2Collection? roots = null)
    {
        using var time = NetworkTime(servers, built ?? Local.AddYears(-15), taught ?? new TrustedTime());
        using var channel = Channel(server.Https, time, roots ?? _ca.Roots);
        return await channel.Api.SendAsync(Calls.Write(server.Https), Cancellation);
    }
}
