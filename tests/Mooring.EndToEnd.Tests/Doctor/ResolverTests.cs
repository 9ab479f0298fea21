using Mooring.EndToEnd.Tests.Harness;

namespace Mooring.EndToEnd.Tests.Doctor;

/// <summary><c>doctor</c> on name servers that answer, are silent, refuse, and invent.</summary>
public sealed class ResolverTests
{
    [Fact]
    public async Task A_resolver_that_knows_the_cloud_is_a_good_line()
    {
        await using var harbour = await OpenAsync("alidns A 127.0.0.1");

        var result = await DoctorAsync(harbour, "");

        Assert.Matches($@"^ok 127\.0\.0\.1:{harbour.Sandbox.Ports.Dns}: answers for alidns\.aliyuncs\.com \(127\.0\.0\.1\) within \d+ ms$", SaidOf(result, "network.resolver"));
        Assert.StartsWith($"ok home: alidns.aliyuncs.com:{harbour.Sandbox.Ports.Tls} answers over IPv4; TLS 1.3", SaidOf(result, "network.endpoint"), StringComparison.Ordinal);
        Assert.Single(Findings.Of(result, "network.dns-port"));
        Assert.Empty(Findings.Of(result, "network.nxdomain"));
    }

    [Theory]
    [InlineData("silent", "no reply to 3 tries of 2 s each")]
    [InlineData("servfail", "it answers SERVFAIL")]
    [InlineData("refused", "it answers REFUSED")]
    public async Task A_resolver_that_does_not_answer_is_a_fault_with_what_it_said(string mode, string said)
    {
        await using var harbour = await OpenAsync("alidns A 127.0.0.1");
        await harbour.PutAsync("dns", """{"servers":{"ns1":{"mode":"MODE"}}}""".Replace("MODE", mode, StringComparison.Ordinal));

        var result = await DoctorAsync(harbour, "");

        Assert.Equal(1, result.ExitCode);
        Assert.Contains(said, SaidOf(result, "network.resolver"), StringComparison.Ordinal);
        Assert.Contains("could not be resolved", SaidOf(result, "network.endpoint"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Where_another_one_answers_it_is_a_warning()
    {
        await using var harbour = await OpenAsync("alidns A 127.0.0.1");
        await harbour.PutAsync("dns", """{"servers":{"ns1":{"mode":"servfail"}}}""");

        var result = await DoctorAsync(harbour, $", \"127.0.0.2:{harbour.Sandbox.Ports.Dns}\"");

        Assert.Equal(0, result.ExitCode);
        Assert.Equal(["warning", "ok"], Findings.Of(result, "network.resolver").Select(said => said.Split(' ')[0]));
    }

    [Fact]
    public async Task Fake_answers_of_a_proxy_are_told_even_for_ones_own_name()
    {
        await using var harbour = await OpenAsync("alidns A 127.0.0.1");
        await harbour.PutAsync("zones/example.com/records", """[{"name":"nas","type":"A","value":"198.18.0.7"}]""");

        var result = await DoctorAsync(harbour, "");

        Assert.Contains("it says that nas.example.com is 198.18.0.7: a proxy with fake answers", SaidOf(result, "network.fake-ip"), StringComparison.Ordinal);
        Assert.Equal(0, result.ExitCode);
    }

    [Fact]
    public async Task A_resolver_that_invents_names_is_told_in_Chinese_too()
    {
        await using var harbour = await OpenAsync("alidns A 127.0.0.1");
        harbour.AddZone(Cloud.Dnspod, "example", "* A 203.0.113.80");

        var result = await DoctorAsync(harbour, "", "--language", "zh");

        Assert.Contains("对不存在的域名它也编造应答（203.0.113.80）", SaidOf(result, "network.nxdomain"), StringComparison.Ordinal);
    }

    private static string SaidOf(ProgramResult result, string id) => Assert.Single(Findings.Of(result, id));

    /// <summary>A sandbox whose name server knows the cloud by these records of aliyuncs.com.</summary>
    private static async Task<Harbour> OpenAsync(params string[] records)
    {
        var harbour = await Harbour.OpenAsync(tls: true);
        harbour.AddZone(Cloud.Alidns, "aliyuncs.com", records);
        return harbour;
    }

    private static async Task<ProgramResult> DoctorAsync(Harbour harbour, string moreResolvers, params string[] arguments)
    {
        await harbour.WriteAsync($$"""
            accounts:
              home: {{Cloud.Alidns.Settings($"https://alidns.aliyuncs.com:{harbour.Sandbox.Ports.Tls}", $"root-certificates: {Path.Combine(harbour.Directory, "root.pem")}")}}
            records:
              - { name: nas.example.com, account: home, type: A, value: 192.0.2.7 }
            {{harbour.Clock()}}
            dns: {{harbour.Names(moreResolvers)}}
            state: {{harbour.State}}
            """);
        return await harbour.RunAsync(["doctor", "--output", "json", .. arguments]);
    }
}
