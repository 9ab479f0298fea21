using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using Mooring.Dns;
using Mooring.Sandbox.Tests.Hosting;

namespace Mooring.Sandbox.Tests.NameServer;

public sealed class TransportTests : IAsyncLifetime
{
    private RunningSandbox sandbox = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => sandbox = await RunningSandbox.StartAsync();

    public ValueTask DisposeAsync() => sandbox.DisposeAsync();

    [Theory]
    [InlineData("+noedns", 40)]
    [InlineData("+bufsize=512", 40)]
    [InlineData("+bufsize=1232", 90)]
    [InlineData("+bufsize=4096", 90)]
    public async Task What_does_not_fit_is_cut_and_asked_for_again_over_TCP(string size, int records)
    {
        AddMany(records);

        var cut = await AskAsync($"{size} +ignore many.example.com A");
        var whole = await AskAsync($"{size} many.example.com A");

        Assert.Contains("tc", cut.Flags);
        Assert.Empty(cut.Answer);
        Assert.DoesNotContain("tc", whole.Flags);
        Assert.Equal(records, whole.Answer.Count);
        Assert.Contains("(TCP)", whole.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_fits_the_size_the_asker_takes_comes_over_UDP()
    {
        AddMany(60);

        var answer = await AskAsync("+bufsize=1232 many.example.com A");

        Assert.Equal(60, answer.Answer.Count);
        Assert.Contains("(UDP)", answer.Text, StringComparison.Ordinal);
        Assert.Contains("udp: 1232", answer.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Extensions_are_answered_only_to_those_who_speak_them()
    {
        Assert.DoesNotContain("EDNS", (await AskAsync("+noedns example.com SOA")).Text, StringComparison.Ordinal);
        Assert.Contains("flags: do", (await AskAsync("+dnssec example.com SOA")).Text, StringComparison.Ordinal);
        Assert.Equal("BADVERS", (await AskAsync("+edns=1 +noednsnegotiation example.com SOA")).Status);
    }

    [Fact]
    public async Task The_case_of_the_question_comes_back()
    {
        sandbox.AddAll("example.com", "www A 192.0.2.1");

        var answer = await AskAsync("WwW.eXample.COM A");

        Assert.Contains(";WwW.eXample.COM.", answer.Text, StringComparison.Ordinal);
        Assert.Equal(["WwW.eXample.COM. 600 IN A 192.0.2.1"], answer.Answer);
    }

    [Fact]
    public async Task Zones_are_not_handed_out_whole()
    {
        Assert.Contains("Transfer failed", (await AskAsync("example.com AXFR")).Text, StringComparison.Ordinal);
        Assert.Contains("Transfer failed", (await AskAsync("+tcp example.com IXFR=1")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_question_for_everything_gets_one_set()
    {
        sandbox.AddAll("example.com", "www A 192.0.2.1", "www AAAA 2001:db8::1", "www TXT hello");

        Assert.Single((await AskAsync("+notcp www.example.com ANY")).Answer);
        Assert.Equal("NXDOMAIN", (await AskAsync("+notcp nobody.example.com ANY")).Status);
    }

    [Fact]
    public async Task What_is_no_query_is_not_done()
    {
        Assert.Equal("NOTIMP", (await AskAsync("+opcode=NOTIFY example.com SOA")).Status);
        Assert.Equal("NOTIMP", (await AskAsync("example.com TYPE249")).Status);
        Assert.Equal("REFUSED", (await AskAsync("version.bind CH TXT")).Status);
    }

    [Fact]
    public async Task Several_questions_share_one_connection()
    {
        sandbox.AddAll("example.com", "a A 192.0.2.1", "b A 192.0.2.2");

        var answer = await AskAsync("+tcp +keepopen a.example.com A b.example.com A");

        Assert.Equal(["192.0.2.1", "192.0.2.2"], answer.Data);
    }

    [Fact]
    public async Task Questions_sent_without_waiting_are_all_answered()
    {
        sandbox.AddAll("example.com", "a A 192.0.2.1", "b A 192.0.2.2");
        using var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, sandbox.Host.Ports.Dns, Cancellation);
        var stream = client.GetStream();

        byte[] both = [.. Framed(Query("a.example.com", 1)), .. Framed(Query("b.example.com", 2))];
        foreach (var octet in both)
        {
            await stream.WriteAsync(new[] { octet }, Cancellation);
        }

        Assert.Equal((1, "192.0.2.1"), await ReadAsync(stream));
        Assert.Equal((2, "192.0.2.2"), await ReadAsync(stream));
    }

    [Fact]
    public async Task An_idle_connection_is_closed()
    {
        using var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, sandbox.Host.Ports.Dns, Cancellation);
        await client.GetStream().WriteAsync(Framed(Query("example.com", 1)), Cancellation);
        await DnsStream.ReadAsync(client.GetStream(), Cancellation);

        await sandbox.Clock.WaitForTimersAsync(1, Cancellation);
        sandbox.Clock.Advance(TimeSpan.FromMinutes(1));

        Assert.Null(await DnsStream.ReadAsync(client.GetStream(), Cancellation));
    }

    [Fact]
    public async Task Rubbish_and_damaged_queries_are_survived()
    {
        using var client = new UdpClient();
        client.Connect(IPAddress.Loopback, sandbox.Host.Ports.Dns);
        sandbox.AddAll("example.com", "*.a CNAME b.example.com", "b NS ns.example.org");
        var random = new Random(20260101);
        for (ushort id = 0; id < 1000; id++)
        {
            await client.SendAsync(id % 2 == 0 ? Rubbish(random) : Damaged(random), Cancellation);
            await client.SendAsync(Query("example.com", id).Encode(), Cancellation);

            // Rubbish may be answered with an error, under its own number.
            byte[] answer;
            do
            {
                answer = (await client.ReceiveAsync(Cancellation)).Buffer;
            }
            while (answer[0] == 0xFF);
            Assert.Equal(id, BinaryPrimitives.ReadUInt16BigEndian(answer));
        }
    }

    [Theory]
    [InlineData("0007 0100 0001000000000000 C0", 1)]
    [InlineData("0007 0100 0001000000000000 01610000 01", 1)]
    [InlineData("0007 0100 0002000000000000 0161000001 0001 0162000001 0001", 1)]
    [InlineData("0007 0100 0000000000000000", 1)]
    public async Task A_query_that_cannot_be_read_is_a_format_error(string query, int rcode)
    {
        using var client = new UdpClient();
        client.Connect(IPAddress.Loopback, sandbox.Host.Ports.Dns);

        await client.SendAsync(Convert.FromHexString(query.Replace(" ", "", StringComparison.Ordinal)), Cancellation);
        var answer = (await client.ReceiveAsync(Cancellation)).Buffer;

        Assert.Equal(7, BinaryPrimitives.ReadUInt16BigEndian(answer));
        Assert.Equal(rcode, answer[3] & 0xF);
        Assert.NotEqual(0, answer[2] & 0x80);
    }

    private void AddMany(int records)
    {
        for (var i = 1; i <= records; i++)
        {
            sandbox.Add("example.com", "many", "A", $"192.0.2.{i}");
        }
    }

    private static byte[] Rubbish(Random random)
    {
        var octets = new byte[random.Next(0, 200)];
        random.NextBytes(octets);
        octets.AsSpan(0, Math.Min(octets.Length, 1)).Fill(0xFF);
        return octets;
    }

    private static byte[] Damaged(Random random)
    {
        var octets = (Query("x.a.example.com", 0xFF00) with { Edns = new Edns() }).Encode();
        for (var i = random.Next(1, 4); i > 0; i--)
        {
            octets[random.Next(1, octets.Length)] = (byte)random.Next(256);
        }

        return octets[..random.Next(12, octets.Length + 1)];
    }

    private Task<Dig.DigAnswer> AskAsync(string arguments) => Dig.AskAsync(sandbox.Host.Ports.Dns, arguments);

    private static DnsMessage Query(string name, ushort id) => DnsMessage.Query(new DnsQuestion(DnsName.Parse(name), DnsType.A), id);

    private static byte[] Framed(DnsMessage message)
    {
        var octets = message.Encode();
        return [(byte)(octets.Length >> 8), (byte)octets.Length, .. octets];
    }

    private static async Task<(int Id, string Data)> ReadAsync(NetworkStream stream)
    {
        var octets = await DnsStream.ReadAsync(stream, Cancellation);
        Assert.True(DnsMessage.TryDecode(octets, out var message, out var why), why);
        return (message.Id, Assert.Single(message.Answers).Data.ToString()!);
    }
}
