using System.Net.Sockets;
using Mooring.Sandbox.Tests.Alidns;
using Mooring.Sandbox.Tests.TencentCloud;
using Mooring.Sandbox.World;

namespace Mooring.Sandbox.Tests.Gateway;

/// <summary>Every kind of fault as a client meets it, before and after the write.</summary>
public sealed class FaultTests : IAsyncLifetime
{
    private AlidnsTestClient client = null!;

    public async ValueTask InitializeAsync() => client = await AlidnsTestClient.StartAsync();

    public ValueTask DisposeAsync() => client.DisposeAsync();

    [Theory]
    [InlineData(false, 0)]
    [InlineData(true, 1)]
    public async Task A_status_comes_without_the_envelope(bool after, int records)
    {
        client.World.Faults.Add(new FaultRule(FaultKind.Status) { Status = 502, After = after });

        var reply = await AddAsync();

        Assert.Equal((502, ""), (reply.Status, reply.Text));
        AssertStored(records);
        AssertJournal(502, "Fault.status");
    }

    [Theory]
    [InlineData(false, 0)]
    [InlineData(true, 1)]
    public async Task A_code_comes_in_the_envelope_with_its_own_status(bool after, int records)
    {
        client.World.Faults.Add(new FaultRule(FaultKind.Code) { Code = "Throttling.User", After = after });

        var reply = await AddAsync();

        Assert.Equal((400, "Throttling.User"), (reply.Status, reply.Code));
        Assert.Equal("Request was denied due to user flow control.", reply.Json["Message"]!.GetValue<string>());
        AssertStored(records);
        AssertJournal(400, "Throttling.User");
    }

    [Theory]
    [InlineData(false, 0)]
    [InlineData(true, 1)]
    public async Task A_page_comes_in_place_of_json(bool after, int records)
    {
        client.World.Faults.Add(new FaultRule(FaultKind.Html) { After = after });

        var reply = await AddAsync();

        Assert.Equal((200, "text/html"), (reply.Status, reply.ContentHeaders.ContentType!.MediaType));
        Assert.StartsWith("<html>", reply.Text, StringComparison.Ordinal);
        AssertStored(records);
        AssertJournal(200, "Fault.html");
    }

    [Theory]
    [InlineData(false, 0)]
    [InlineData(true, 1)]
    public async Task A_truncated_body_is_no_whole_json(bool after, int records)
    {
        client.World.Faults.Add(new FaultRule(FaultKind.Truncate) { After = after });

        var reply = await AddAsync();

        Assert.Equal(200, reply.Status);
        Assert.StartsWith("{\"RequestId\"", reply.Text, StringComparison.Ordinal);
        Assert.ThrowsAny<System.Text.Json.JsonException>(() => reply.Json);
        AssertStored(records);
        AssertJournal(200, "Fault.truncate");
    }

    [Theory]
    [InlineData(false, 0)]
    [InlineData(true, 1)]
    public async Task A_reset_breaks_the_connection(bool after, int records)
    {
        client.World.Faults.Add(new FaultRule(FaultKind.Reset) { After = after });

        var broken = await Assert.ThrowsAsync<HttpRequestException>(AddAsync);

        Assert.Equal(SocketError.ConnectionReset, Assert.IsType<SocketException>(broken.GetBaseException()).SocketErrorCode);
        AssertStored(records);
        AssertJournal(0, "Fault.reset");
    }

    [Theory]
    [InlineData(false, 0)]
    [InlineData(true, 1)]
    public async Task A_hanging_answer_holds_until_the_client_leaves(bool after, int records)
    {
        client.World.Faults.Add(new FaultRule(FaultKind.Hang) { After = after });
        using var leave = new CancellationTokenSource();
        using var http = new HttpClient();

        var call = http.SendAsync(client.Acs3(HttpMethod.Post, "AddDomainRecord", Record, form: false), leave.Token);
        await UntilAsync(() => client.World.Calls.Entries.Any(entry => entry.Code is not null));
        Assert.False(call.IsCompleted);
        await leave.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
        AssertStored(records);
        AssertJournal(0, "Fault.hang");
    }

    [Theory]
    [InlineData(false, 0)]
    [InlineData(true, 1)]
    public async Task A_delay_answers_late_and_rightly(bool after, int recordsMeanwhile)
    {
        client.World.Faults.Add(new FaultRule(FaultKind.Delay) { Delay = TimeSpan.FromSeconds(30), After = after });

        var call = AddAsync();
        await client.Time.WaitForTimersAsync(1, TestContext.Current.CancellationToken);
        AssertStored(recordsMeanwhile);
        client.Time.Advance(TimeSpan.FromSeconds(30));

        Assert.Equal(200, (await call).Status);
        AssertStored(1);
        AssertJournal(200, null);
    }

    [Fact]
    public async Task A_client_that_leaves_during_a_delay_before_the_write_has_written_nothing()
    {
        client.World.Faults.Add(new FaultRule(FaultKind.Delay) { Delay = TimeSpan.FromSeconds(30) });
        using var leave = new CancellationTokenSource();
        using var http = new HttpClient();

        var call = http.SendAsync(client.Acs3(HttpMethod.Post, "AddDomainRecord", Record, form: false), leave.Token);
        await client.Time.WaitForTimersAsync(1, TestContext.Current.CancellationToken);
        await leave.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
        await UntilAsync(() => client.World.Calls.Entries.Any(entry => entry.Code is not null));

        AssertStored(0);
        AssertJournal(0, "Fault.delay");
    }

    [Fact]
    public async Task Faults_end_with_their_count()
    {
        client.World.Faults.Add(new FaultRule(FaultKind.Code) { Code = "LastOperationNotFinished", Count = 2 });

        Assert.Equal("LastOperationNotFinished", (await AddAsync()).Code);
        Assert.Equal("LastOperationNotFinished", (await AddAsync()).Code);
        Assert.Equal(200, (await AddAsync()).Status);
    }

    [Fact]
    public async Task A_faulty_answer_carries_the_sandboxs_date()
    {
        client.World.Faults.Add(new FaultRule(FaultKind.Status));

        var reply = await AddAsync();

        Assert.Equal(client.Time.GetUtcNow(), reply.Headers.Date);
    }

    [Fact]
    public async Task Tencents_codes_come_with_status_200_and_cns_answers_as_stopped()
    {
        await using var tencent = await TencentTestClient.StartAsync();
        tencent.World.Faults.Add(new FaultRule(FaultKind.Code) { Code = "RequestLimitExceeded", Action = "DescribeRecordList" });
        tencent.World.Faults.Add(new FaultRule(FaultKind.Code) { Code = "ActionOffline", Action = "RecordList" });

        var dnspod = await tencent.SendAsync(tencent.Tc3("DescribeRecordList", """{"Domain":"example.net"}"""));
        var cns = await tencent.SendAsync(tencent.Cns("RecordList", "HmacSHA256", ("domain", "example.net")));

        Assert.Equal((200, "RequestLimitExceeded"), (dnspod.Status, dnspod.Code));
        Assert.Equal((200, "ActionOffline"), (cns.Status, cns.Json["codeDesc"]!.GetValue<string>()));
    }

    private static readonly (string Name, string Value)[] Record =
        [("DomainName", "example.com"), ("RR", "www"), ("Type", "A"), ("Value", "192.0.2.1")];

    private Task<AlidnsTestReply> AddAsync() => client.CallAsync("AddDomainRecord", Record);

    private void AssertStored(int records) =>
        Assert.Equal(records, client.World.Refresh(client.Zone)!.Records.Count(record => !record.System));

    private void AssertJournal(int status, string? code)
    {
        var entry = Assert.Single(client.World.Calls.Entries);
        Assert.Equal((status, code), (entry.Status, entry.Code));
    }

    // The journal is written on another thread; what is awaited is certain to come, so this ends.
    private static async Task UntilAsync(Func<bool> holds)
    {
        while (!holds())
        {
            TestContext.Current.CancellationToken.ThrowIfCancellationRequested();
            await Task.Yield();
        }
    }
}
