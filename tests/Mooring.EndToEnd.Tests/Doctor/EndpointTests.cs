using System.Net;
using System.Net.Sockets;
using Mooring.EndToEnd.Tests.Clock;
using Mooring.EndToEnd.Tests.Harness;
using Mooring.Testing;

namespace Mooring.EndToEnd.Tests.Doctor;

/// <summary><c>doctor</c> on the ways to the clouds: certificates, proxies, login pages.</summary>
public sealed class EndpointTests
{
    [Fact]
    public async Task Clouds_that_answer_are_good_lines()
    {
        await using var harbour = await Harbour.OpenAsync();
        await harbour.ConfigureAsync(harbour.ClockAndNames());

        var result = await DoctorAsync(harbour);

        Assert.Equal(
            [$"ok home: 127.0.0.1:{harbour.Sandbox.Ports.Alidns} answers over IPv4", $"ok office: 127.0.0.1:{harbour.Sandbox.Ports.Tencent} answers over IPv4"],
            Findings.Of(result, "network.endpoint"));
        Assert.Empty(Findings.Of(result, "network.roots"));
    }

    [Fact]
    public async Task Verified_TLS_names_its_version_and_root()
    {
        await using var harbour = await Harbour.OpenAsync(tls: true);
        await harbour.ConfigureAsync(harbour.ClockAndNames());

        var finding = Assert.Single(Findings.Of(await DoctorAsync(harbour), "network.endpoint"));

        Assert.StartsWith($"ok home, office: 127.0.0.1:{harbour.Sandbox.Ports.Tls} answers over IPv4; TLS 1.3, signed by ", finding, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_root_that_is_not_trusted_is_named_with_the_ways_to_trust_it()
    {
        await using var harbour = await Harbour.OpenAsync(tls: true);
        await harbour.WriteAsync($"accounts: {{ home: {Cloud.Alidns.Settings(harbour.Endpoint(Cloud.Alidns))} }}\nstate: {harbour.State}\n{harbour.ClockAndNames()}");

        var result = await DoctorAsync(harbour);
        var chinese = await DoctorAsync(harbour, "--language", "zh");

        Assert.Equal(1, result.ExitCode);
        Assert.Contains("it is not signed by a root trusted here", Assert.Single(Findings.Of(result, "network.tls")), StringComparison.Ordinal);
        var mend = Assert.Single(Findings.Mends(result, "network.tls"));
        Assert.Contains("`root-certificates:`", mend, StringComparison.Ordinal);
        Assert.Contains("update-ca-certificates", mend, StringComparison.Ordinal);
        Assert.Contains("请更换网络", Assert.Single(Findings.Mends(chinese, "network.tls")), StringComparison.Ordinal);
        Assert.Single(Findings.Of(result, "network.roots"));
    }

    [Fact]
    public async Task A_certificate_of_another_name_is_told_as_such()
    {
        await using var harbour = await Harbour.OpenAsync(tls: true);
        await harbour.WriteAsync($$"""
            accounts:
              home: {{Cloud.Alidns.Settings($"https://elsewhere.localhost:{harbour.Sandbox.Ports.Tls}", $"root-certificates: {Path.Combine(harbour.Directory, "root.pem")}")}}
            {{harbour.ClockAndNames()}}
            state: {{harbour.State}}
            """);

        var result = await DoctorAsync(harbour);

        Assert.Contains("not for elsewhere.localhost", Assert.Single(Findings.Of(result, "network.tls")), StringComparison.Ordinal);
        Assert.StartsWith("something else answers under this name", Assert.Single(Findings.Mends(result, "network.tls")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_system_without_roots_is_a_fault_where_they_are_needed()
    {
        await using var harbour = await Harbour.OpenAsync(tls: true);
        await harbour.WriteAsync($"accounts: {{ home: {Cloud.Alidns.Settings(harbour.Endpoint(Cloud.Alidns))} }}\nstate: {harbour.State}\n{harbour.ClockAndNames()}");
        var bare = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["SSL_CERT_FILE"] = Path.Combine(harbour.Directory, "none.pem"), ["SSL_CERT_DIR"] = harbour.State, ["HOME"] = harbour.Directory,
        };

        var result = await MooringProgram.RunAsync(harbour.Directory, ["doctor", "--output", "json"], bare);

        Assert.Equal(["fault root certificates: this system trusts no root at all, so no server can be verified"], Findings.Of(result, "network.roots"));
    }

    [Fact]
    public async Task A_clock_that_is_years_slow_is_told_though_network_time_made_up_for_it()
    {
        await using var machine = await Machine.OpenAsync("https");
        await machine.ConfigureBothAsync();

        var result = await machine.RunAsync(TimeSpan.FromDays(-3650), "doctor", "--output", "json");

        Assert.Equal(["home", "office"], Findings.Of(result, "network.tls").Where(said => said.Contains("so calls work all the same", StringComparison.Ordinal)).Select(said => said.Split(' ', ':')[1]));
        Assert.Equal(1, result.ExitCode);
    }

    [Theory]
    [InlineData("200 OK\r\nContent-Type: text/html", "network.portal", "a web page came instead of the API's answer (HTTP 200)")]
    [InlineData("302 Found\r\nLocation: https://login.example.net/", "network.portal", "it sends to login.example.net (HTTP 302)")]
    public async Task A_login_page_is_told_from_the_cloud(string answer, string id, string said)
    {
        await using var harbour = await Harbour.OpenAsync();
        await using var page = new HookServer { Answer = $"HTTP/1.1 {answer}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n" };
        await harbour.WriteAsync($"accounts: {{ home: {Cloud.Alidns.Settings(page.Url)} }}\nstate: {harbour.State}\n{harbour.ClockAndNames()}");

        var result = await DoctorAsync(harbour);

        Assert.EndsWith(said, Assert.Single(Findings.Of(result, id)), StringComparison.Ordinal);
        Assert.Equal(1, result.ExitCode);
    }

    [Theory]
    [InlineData("407 Proxy Authentication Required\r\nProxy-Authenticate: Basic", "or refuses those given (407)")]
    [InlineData("403 Forbidden", "refused the tunnel with status 403")]
    public async Task A_proxy_that_refuses_is_named_without_its_password(string answer, string said)
    {
        await using var harbour = await Harbour.OpenAsync(tls: true);
        await using var proxy = new HookServer { Answer = $"HTTP/1.1 {answer}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n" };
        var address = new UriBuilder(proxy.Url) { UserName = "user", Password = "proxy-password", Path = "" };
        await harbour.ConfigureAsync(harbour.ClockAndNames(), alidns: $"proxy: \"{address.Uri.AbsoluteUri.TrimEnd('/')}\"");

        var result = await DoctorAsync(harbour);

        Assert.Contains(said, Assert.Single(Findings.Of(result, "network.proxy")), StringComparison.Ordinal);
        Assert.DoesNotContain("proxy-password", result.ToString(), StringComparison.Ordinal);
        Assert.Single(Findings.Of(result, "network.endpoint"));
    }

    [Fact]
    public async Task A_proxy_that_is_not_there_is_told()
    {
        await using var harbour = await Harbour.OpenAsync(tls: true);
        using var taken = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        taken.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        await harbour.ConfigureAsync(harbour.ClockAndNames(), alidns: $"proxy: \"http://{taken.LocalEndPoint}\"");

        var result = await DoctorAsync(harbour);

        Assert.EndsWith("connection refused", Assert.Single(Findings.Of(result, "network.proxy")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_proxy_of_the_environment_is_pointed_out_where_nothing_gets_through()
    {
        await using var harbour = await Harbour.OpenAsync();
        using var taken = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        taken.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        await harbour.WriteAsync($"accounts: {{ home: {Cloud.Alidns.Settings($"http://{taken.LocalEndPoint}")} }}\nstate: {harbour.State}\n{harbour.ClockAndNames()}");
        var variables = new Dictionary<string, string>(StringComparer.Ordinal) { ["HTTPS_PROXY"] = "http://user:proxy-password@192.0.2.1:3128" };

        var result = await MooringProgram.RunAsync(harbour.Directory, ["doctor", "--output", "json"], variables);

        Assert.Equal([$"fault home: {taken.LocalEndPoint} is not reached: over IPv4 {taken.LocalEndPoint}: connection refused"], Findings.Of(result, "network.endpoint"));
        Assert.StartsWith("HTTPS_PROXY names a proxy", Assert.Single(Findings.Mends(result, "network.endpoint")), StringComparison.Ordinal);
        Assert.DoesNotContain("proxy-password", result.ToString(), StringComparison.Ordinal);
    }

    private static Task<ProgramResult> DoctorAsync(Harbour harbour, params string[] more) => harbour.RunAsync(["doctor", "--output", "json", .. more]);
}
