using System.Globalization;
using System.Text.Json;
using Mooring.EndToEnd.Tests.Harness;
using Mooring.Sandbox.World;

namespace Mooring.EndToEnd.Tests.Clock;

/// <summary>A machine with a clock of its own beside clouds whose clocks are right, and one name at each of its accounts.</summary>
internal sealed class Machine : IAsyncDisposable
{
    public const string Address = "203.0.113.9";

    private Machine(Harbour harbour) => Harbour = harbour;

    public Harbour Harbour { get; }

    /// <summary>Over what the clouds are called.</summary>
    public string Scheme { get; private init; } = Uri.UriSchemeHttp;

    /// <summary>The time servers in the configuration; the sandbox's two unless told otherwise.</summary>
    public string TimeServers { get; set; } = "";

    /// <summary>The sandbox's first time server.</summary>
    public string FirstTimeServer => $"\"127.0.0.1:{Harbour.Sandbox.Ports.Sntp}\"";

    /// <summary>How many of them must agree.</summary>
    public string Agree { get; set; } = "2";

    /// <summary>The offset from which on people are told.</summary>
    public string Warn { get; set; } = "60s";

    /// <summary>The root certificates that the accounts trust, over HTTPS.</summary>
    public string Roots { get; set; } = "";

    /// <summary>The address that the names shall hold, as an entry of <c>addresses:</c>.</summary>
    public string Source { get; set; } = $"{{ family: ipv4, source: static, value: {Address}, allow: [documentation] }}";

    /// <summary>Further top-level settings.</summary>
    public string More { get; set; } = "";

    /// <param name="scheme">Over what the clouds are called.</param>
    /// <param name="clouds">The clouds' true time, by which their certificates are made too; the system's when null.</param>
    public static async Task<Machine> OpenAsync(string scheme = "http", TimeProvider? clouds = null)
    {
        var harbour = await Harbour.OpenAsync(tls: scheme == Uri.UriSchemeHttps, clouds);
        return new Machine(harbour)
        {
            Scheme = scheme,
            TimeServers = $"\"127.0.0.1:{harbour.Sandbox.Ports.Sntp}\", \"127.0.0.1:{harbour.Sandbox.Ports.Sntp + 1}\"",
            Roots = Path.Combine(harbour.Directory, "root.pem"),
        };
    }

    /// <summary>Alidns with <c>nas.example.com</c> and DNSPod with <c>nas.example.net</c>.</summary>
    public Task ConfigureBothAsync(string secret = "sandbox-secret", string? host = null) => ConfigureAsync(
        ("home", Alidns(secret, host), "example.com"), ("office", Tencent("dnspod", secret, host), "example.net"));

    /// <summary>These accounts, each with the name <c>nas</c> in its zone.</summary>
    public async Task ConfigureAsync(params (string Name, string Settings, string Zone)[] accounts)
    {
        await File.WriteAllTextAsync(Harbour.ConfigurationFile, $"""
            accounts:
              {string.Join("\n  ", accounts.Select(account => $"{account.Name}: {account.Settings}"))}
            addresses:
              wan: {Source}
            records:
              {string.Join("\n  ", accounts.Select(account => $"- {{ name: nas.{account.Zone}, account: {account.Name}, address: wan }}"))}
            state: {Harbour.State}
            clock: {$"{{ sntp: [{TimeServers}], agree: {Agree}, warn: {Warn} }}"}
            {More}
            """, TestContext.Current.CancellationToken);
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(Harbour.ConfigurationFile, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }
    }

    public string Alidns(string secret = "sandbox-secret", string? host = null) =>
        $"{{ provider: alidns, access-key-id: sandbox-id, access-key-secret: {secret}, {Connection(Harbour.Sandbox.Ports.Alidns, host ?? "alidns.aliyuncs.com")} }}";

    /// <param name="api"><c>dnspod</c> or <c>cns-v2</c>.</param>
    /// <param name="secret">The key.</param>
    /// <param name="host">Over HTTPS, the host's name; the vendor's when null.</param>
    public string Tencent(string api, string secret = "sandbox-secret", string? host = null)
    {
        var vendor = api == "dnspod" ? "dnspod.tencentcloudapi.com" : "cns.api.qcloud.com";
        return $"{{ provider: tencent, api: {api}, secret-id: sandbox-id, secret-key: {secret}, {Connection(Harbour.Sandbox.Ports.Tencent, host ?? vendor)} }}";
    }

    /// <summary>Runs the program with the machine's clock off by this much.</summary>
    public async Task<ProgramResult> RunAsync(TimeSpan offset, params string[] arguments) =>
        await MooringProgram.RunAsync(Harbour.Directory, arguments, await FakeTime.ConstantAsync(offset));

    /// <summary>Runs it with the clock right.</summary>
    public Task<ProgramResult> RunAsync(params string[] arguments) => Harbour.RunAsync(arguments);

    /// <summary>What both zones hold under <c>nas</c>; each must be the address.</summary>
    public async Task AssertPublishedAsync(params string[] zones)
    {
        foreach (var zone in zones)
        {
            Assert.Equal([$"nas A {Address}"], await Harbour.RecordsAsync(zone));
        }
    }

    /// <summary>The calls that the clouds refused since they were last forgotten, as "provider code".</summary>
    public string[] Refused() =>
        [.. Calls().Where(call => call.Code is not null).Select(call => $"{Word(call.Provider)} {call.Code}").Order(StringComparer.Ordinal)];

    public IReadOnlyList<ApiCallEntry> Calls() => Harbour.Sandbox.World.Calls.Entries;

    public void ForgetCalls() => Harbour.Sandbox.World.Calls.Clear();

    /// <summary>Where the offsets are kept.</summary>
    public string OffsetsFile => Path.Combine(Harbour.State, "clock", "offsets.json");

    /// <summary>The offsets kept in state, in seconds by provider; empty when none are.</summary>
    public Dictionary<string, double> Kept() => File.Exists(OffsetsFile)
        ? JsonDocument.Parse(File.ReadAllText(OffsetsFile)).RootElement.GetProperty("seconds").EnumerateObject()
            .ToDictionary(offset => offset.Name, offset => offset.Value.GetDouble(), StringComparer.Ordinal)
        : [];

    public ValueTask DisposeAsync() => Harbour.DisposeAsync();

    private static string Word(SandboxProvider provider) => provider.ToString().ToLower(CultureInfo.InvariantCulture);

    /// <summary>HTTPS goes by name, found at the sandbox's own name server, so that SNI and Host tell the clouds apart as they do for other clients.</summary>
    private string Connection(int port, string host) => Scheme == Uri.UriSchemeHttp
        ? $"endpoint: \"http://127.0.0.1:{port}\""
        : $"endpoint: \"https://{host}:{Harbour.Sandbox.Ports.Tls}\", root-certificates: {Roots}, resolvers: [\"127.0.0.1:{Harbour.Sandbox.Ports.Dns}\"]";
}
