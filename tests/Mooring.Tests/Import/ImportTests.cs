using System.Text.Json;
using Mooring.Composition;
using Mooring.Configuration;
using Mooring.Tests.Cli;

namespace Mooring.Tests.Import;

/// <summary>
/// Every file in <c>Golden/</c>, in its tool's own form, beside what it becomes: <c>.en.expected</c> and <c>.zh.expected</c>, whose last line
/// is the exit code.
/// </summary>
public sealed class ImportTests
{
    private static readonly string Golden = Path.Combine(AppContext.BaseDirectory, "Import", "Golden");

    private static readonly string[] Secrets =
        ["example-access-key", "100%secret", "example-secret", "example-token", "other-secret", "$2a$10$example"];

    public static TheoryData<string> Files => [.. Directory.GetFiles(Golden).Where(file => !file.Contains(".expected", StringComparison.Ordinal)).Select(file => Path.GetFileName(file)).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Files))]
    public async Task A_file_becomes_what_is_expected_with_every_difference_said(string name)
    {
        foreach (var language in new[] { "en", "zh" })
        {
            var result = await Run.Async("import", Path.Combine(Golden, name), "--language", language);

            var actual = $"{result.Output}# exit code {result.Code}\n";
            var expected = Path.Combine(Golden, $"{name}.{language}.expected");
            if (!File.Exists(expected) || await File.ReadAllTextAsync(expected, TestContext.Current.CancellationToken) != actual)
            {
                await File.WriteAllTextAsync(expected + ".actual", actual, TestContext.Current.CancellationToken);
                Assert.Fail($"{expected} differs from {expected}.actual");
            }
        }
    }

    [Theory]
    [MemberData(nameof(Files))]
    public async Task What_a_file_becomes_is_a_good_configuration(string name)
    {
        var result = await Run.Async("import", Path.Combine(Golden, name));

        var loaded = ConfigurationLoader.Parse(result.Output, Path.Combine(Path.GetTempPath(), "no-such-directory", "mooring.yaml"), Run.Nowhere, ProviderLines.Of);

        Assert.Empty(loaded.Errors.Select(error => error.Message.English));
    }

    [Theory]
    [MemberData(nameof(Files))]
    public async Task Secrets_go_to_standard_output_alone(string name)
    {
        var result = await Run.Async("import", Path.Combine(Golden, name), "--log-level", "trace");

        Assert.All(Secrets, secret => Assert.DoesNotContain(secret, result.Error, StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Files))]
    public async Task Nothing_of_a_file_is_dropped_in_silence(string name)
    {
        const string Marker = "unheard-of-key";
        var original = await File.ReadAllTextAsync(Path.Combine(Golden, name), TestContext.Current.CancellationToken);
        var marked = name switch
        {
            _ when name.EndsWith(".conf", StringComparison.Ordinal) => original + $"\n[last]\ndomain = example.net\nsub_domain = last\n{Marker} = 1\n",
            _ when name.EndsWith(".yaml", StringComparison.Ordinal) => original + $"\n{Marker}: 1\n",
            _ => original[..original.LastIndexOf('}')].TrimEnd() + $", \"{Marker}\": 1 }}",
        };

        var result = await ImportTextAsync(marked, Path.GetExtension(name));

        Assert.Contains(Marker, result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_format_can_be_said_where_the_content_does_not_tell()
    {
        const string Text = "dns: alidns\nid: LTAI5tExample\n";

        var unknown = await ImportTextAsync(Text, ".yaml");
        var said = await ImportTextAsync(Text + "token: example-token\n", ".yaml", "--format", "newfuture-ddns");
        var wrong = await ImportTextAsync(Text, ".yaml", "--format", "ddclient");

        Assert.Equal((2, 0, 2), (unknown.Code, said.Code, wrong.Code));
        Assert.Contains("this is the configuration of no known tool; its keys are dns, id", unknown.Error, StringComparison.Ordinal);
        Assert.Contains("access-key-id: LTAI5tExample", said.Output, StringComparison.Ordinal);
        Assert.Contains("aliyun-ddns-client, certbot-dns-aliyun, ddns-go, newfuture-ddns", wrong.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_body_and_headers_of_a_webhook_without_an_address_are_said_to_come_to_nothing()
    {
        const string Text = "dnsconf:\n- ipv4: { enable: true, gettype: url, url: 'https://ip.example.com', domains: [www.example.com] }\n  dns: { name: alidns, id: LTAI5tExample, secret: example-secret }\n"
            + "webhook:\n  webhookurl: \"\"\n  webhookrequestbody: hello\n  webhookheaders: 'X-Token: example-token'\n";

        var result = await ImportTextAsync(Text, ".yaml", "--language", "en");

        Assert.Contains("the webhook's body and headers (line 6) come to nothing", result.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("example-token", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Programs_get_one_document()
    {
        var result = await Run.Async("import", Path.Combine(Golden, "ddns-go.yaml"), "--output", "json");

        var document = JsonDocument.Parse(result.Output).RootElement;
        Assert.Equal(1, result.Code);
        Assert.Equal("ddns-go", document.GetProperty("format").GetString());
        Assert.Equal(6, document.GetProperty("leftOut").GetInt32());
        Assert.StartsWith("# made by", document.GetProperty("yaml").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_reference_in_a_ddns_conf_stays_one_and_what_looks_like_one_elsewhere_stays_as_it_is()
    {
        var variables = Run.Nowhere with { Variables = ProcessEnvironment.VariablesOf([("KEY", "key-from-outside")]) };

        var conf = await ImportTextAsync(variables, "[DEFAULT]\naccess_id = LTAI5tExample\naccess_key = ${env:KEY}\n", ".conf");
        var json = await ImportTextAsync(
            variables, """{ "dns": "alidns", "id": "LTAI5tExample", "token": "example-token", "ipv4": ["www.example.com"], "index4": "shell:echo ${env:KEY}" }""", ".json");

        Assert.Contains("access-key-secret: \"${env:KEY}\"", conf.Output, StringComparison.Ordinal);
        Assert.Contains("\"echo $${env:KEY}\"", json.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("key-from-outside", conf.Output + conf.Error + json.Output + json.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_that_others_can_read_is_a_warning_and_a_missing_one_an_error()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "modes are of Unix");

        var open = await ImportTextAsync(Run.Nowhere, "[DEFAULT]\naccess_id = LTAI5tExample\naccess_key = example-access-key\n", ".conf", Mooring.Tests.Configuration.Modes.Private | UnixFileMode.OtherRead);
        var missing = await Run.Async("import", "no-such-file.conf");

        Assert.Equal((0, 2), (open.Code, missing.Code));
        Assert.Contains("everybody on this machine can read it", open.Error, StringComparison.Ordinal);
        Assert.Contains("there is no file", missing.Error, StringComparison.Ordinal);
    }

    private static Task<Run.Result> ImportTextAsync(string text, string extension, params string[] options) =>
        ImportTextAsync(Run.Nowhere, text, extension, Mooring.Tests.Configuration.Modes.Private, options);

    private static async Task<Run.Result> ImportTextAsync(
        ProcessEnvironment environment, string text, string extension, UnixFileMode mode = Mooring.Tests.Configuration.Modes.Private, params string[] options)
    {
        var file = Path.Combine(Directory.CreateTempSubdirectory("mooring-import-").FullName, "file" + extension);
        try
        {
            await File.WriteAllTextAsync(file, text, TestContext.Current.CancellationToken);
            Mooring.Tests.Configuration.Modes.Set(file, mode);
            return await Run.InAsync(environment, ["import", file, .. options]);
        }
        finally
        {
            Directory.Delete(Path.GetDirectoryName(file)!, recursive: true);
        }
    }
}
