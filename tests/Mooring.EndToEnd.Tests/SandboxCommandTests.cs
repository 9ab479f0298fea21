using System.Net.Http.Json;
using System.Text.Json;
using Mooring.EndToEnd.Tests.Harness;

namespace Mooring.EndToEnd.Tests;

/// <summary><c>sandbox</c> as a process of its own.</summary>
public sealed class SandboxCommandTests : IDisposable
{
    private static readonly string[] FreePorts =
        ["--control-port", "0", "--alidns-port", "0", "--tencent-port", "0", "--echo-port", "0", "--ca-port", "0", "--sntp-port", "0", "--dns-port", "0", "--tls-port", "0"];

    private readonly string directory = Directory.CreateTempSubdirectory("mooring-").FullName;

    public void Dispose() => Directory.Delete(directory, recursive: true);

    [Theory]
    [InlineData(UnixSignal.Interrupt)]
    [InlineData(UnixSignal.Terminate)]
    public async Task Says_when_all_answer_and_ends_with_0_on_a_signal(int signal)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "signals are sent by kill(2)");
        await File.WriteAllTextAsync(Path.Combine(directory, "seed.yaml"),
            """
            accounts: [ { provider: tencent, id: my-id, secret: my-secret } ]
            zones: [ { name: example.org, provider: tencent, account: my-id, records: [ { name: www, type: A, value: 192.0.2.1 } ] } ]
            """,
            TestContext.Current.CancellationToken);
        using var process = MooringProgram.Start(directory, ["sandbox", .. FreePorts, "--seed", "seed.yaml", "--tls", "--root", "root.pem"]);

        var ready = await process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken);

        Assert.StartsWith("ready ", ready, StringComparison.Ordinal);
        var ports = ready!.Split(' ').Skip(1).Select(pair => pair.Split('=')).ToDictionary(pair => pair[0], pair => pair[1], StringComparer.Ordinal);
        Assert.Equal("control alidns tencent echo ca sntp dns tls", string.Join(' ', ports.Keys));
        Assert.StartsWith("-----BEGIN CERTIFICATE-----", await File.ReadAllTextAsync(Path.Combine(directory, "root.pem"), TestContext.Current.CancellationToken), StringComparison.Ordinal);
        using (var client = new HttpClient())
        {
            var records = await client.GetFromJsonAsync<JsonElement>($"http://127.0.0.1:{ports["control"]}/zones/example.org/records", TestContext.Current.CancellationToken);
            Assert.Contains(records.EnumerateArray(), record => record.GetProperty("value").GetString() == "192.0.2.1");
        }

        UnixSignal.Send(process, signal);
        var result = await MooringProgram.FinishAsync(process);
        Assert.True(result.ExitCode == 0, result.ToString());
        Assert.Empty(result.Output);
    }

    [Fact]
    public async Task A_wrong_seed_is_told_with_its_places()
    {
        await File.WriteAllTextAsync(Path.Combine(directory, "seed.yaml"), "accounts:\n  - { provider: aliyun, id: a, secret: b }\n", TestContext.Current.CancellationToken);

        var result = await MooringProgram.RunAsync(directory, ["sandbox", .. FreePorts, "--seed", "seed.yaml", "--output", "json"]);

        Assert.Equal(2, result.ExitCode);
        var error = result.Json.GetProperty("errors")[0];
        Assert.Equal(Path.Combine(directory, "seed.yaml"), error.GetProperty("file").GetString());
        Assert.Equal(2, error.GetProperty("line").GetInt32());
    }

    [Fact]
    public async Task A_port_that_is_taken_is_named_with_its_option()
    {
        await using var harbour = await Harbour.OpenAsync();

        var result = await MooringProgram.RunAsync(
            directory, ["sandbox", .. FreePorts[2..], "--control-port", $"{harbour.Sandbox.Ports.Control}"]);

        Assert.Equal(1, result.ExitCode);
        Assert.Contains("--control-port", result.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--dns-port", "65536")]
    [InlineData("--dns-port", "domain")]
    [InlineData("--ca-port", "65536")]
    [InlineData("--listen", "everywhere")]
    public async Task Wrong_options_start_nothing(string option, string value)
    {
        var result = await MooringProgram.RunAsync(directory, ["sandbox", option, value]);

        Assert.Equal(2, result.ExitCode);
        Assert.Contains(option, result.Error, StringComparison.Ordinal);
        Assert.Empty(result.Output);
    }
}
