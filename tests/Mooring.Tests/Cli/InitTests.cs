using System.Text.Json;
using Mooring.Cli;
using Mooring.Composition;
using Mooring.Configuration;
using Mooring.Configuration.Settings;
using Mooring.Core.Addresses;
using Mooring.Providers;
using Mooring.Telling;
using Mooring.Tests.Configuration;

namespace Mooring.Tests.Cli;

public sealed class InitTests : IDisposable
{
    private readonly string directory = Directory.CreateTempSubdirectory("mooring-init-").FullName;

    private string File => Path.Combine(directory, "mooring.yaml");

    public void Dispose() => Directory.Delete(directory, recursive: true);

    public static TheoryData<string, string, string, string?> Variables()
    {
        var data = new TheoryData<string, string, string, string?>();
        foreach (var (provider, variables) in ProviderCatalog.All.SelectMany(provider => provider.Variables.Select(variables => (provider, variables))))
        {
            data.Add(provider.Name, variables.Id, variables.Key, variables.Token);
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(Variables))]
    public async Task Refers_to_the_variables_of_other_tools(string provider, string id, string key, string? token)
    {
        var variables = new List<(string, string)> { (id, "LTAI5tExample"), (key, "qwertz-value") };
        if (token is not null)
        {
            variables.Add((token, "sts-token"));
        }

        var environment = World([.. variables]);

        var result = await Run.InAsync(environment, "init", "--name", "nas.example.com", "--name", "*.lab.example.com");

        Assert.True(result.Code == 0, result.ToString());
        var text = System.IO.File.ReadAllText(File);
        Assert.Contains($"${{env:{key}}}", text, StringComparison.Ordinal);
        Assert.DoesNotContain("qwertz-value", text, StringComparison.Ordinal);
        var loaded = ConfigurationLoader.Load(File, environment, ProviderLines.Of);
        Assert.Empty(loaded.Errors);
        var account = Assert.Single(loaded.Configuration!.Accounts);
        Assert.Equal(provider, account.Provider);
        Assert.Equal(token is null ? null : "sts-token", account.SecurityToken?.Reveal());
        Assert.Equal("nas.example.com *.lab.example.com", string.Join(' ', loaded.Configuration.Records.Select(record => record.Name)));
    }

    [Fact]
    public async Task The_file_is_private_and_never_overwritten_unasked()
    {
        var environment = World(("Ali_Key", "LTAI5tExample"), ("Ali_Secret", "qwertz-value"));
        await Run.InAsync(environment, "init");
        var first = System.IO.File.ReadAllText(File);
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(Modes.Private, System.IO.File.GetUnixFileMode(File));
        }

        var again = await Run.InAsync(environment, "init", "--name", "nas.example.com", "--output", "json");

        Assert.Equal(2, again.Code);
        var error = Assert.Single(JsonDocument.Parse(again.Output).RootElement.GetProperty("errors").EnumerateArray());
        Assert.Equal(File, error.GetProperty("file").GetString());
        Assert.Contains("--force", error.GetProperty("mend").GetString(), StringComparison.Ordinal);
        Assert.Equal(first, System.IO.File.ReadAllText(File));

        Assert.Equal(0, (await Run.InAsync(environment, "init", "--name", "nas.example.com", "--force")).Code);
        Assert.Contains("nas.example.com", System.IO.File.ReadAllText(File), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_secret_that_is_typed_gets_a_private_file_of_its_own()
    {
        var (result, asked) = await AnswerAsync(World(), "tencent", "AKIDexample", "nas.example.com, www.example.com", "", "n");

        Assert.True(result.Code == 0, result.ToString());
        var secret = Path.Combine(directory, "tencent.secret");
        Assert.Equal("typed-secret\n", System.IO.File.ReadAllText(secret));
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(Modes.Private, System.IO.File.GetUnixFileMode(secret));
        }

        Assert.DoesNotContain("typed-secret", result.Output + asked + System.IO.File.ReadAllText(File), StringComparison.Ordinal);
        Assert.DoesNotContain("cns", asked + System.IO.File.ReadAllText(File), StringComparison.OrdinalIgnoreCase);
        var loaded = ConfigurationLoader.Load(File, World(), ProviderLines.Of);
        Assert.Empty(loaded.Problems);
        var account = Assert.IsType<TencentAccount>(Assert.Single(loaded.Configuration!.Accounts));
        Assert.Equal(("AKIDexample", "typed-secret", TencentApi.Dnspod), (account.SecretId, account.SecretKey.Reveal(), account.Api));
        Assert.Equal("nas.example.com www.example.com", string.Join(' ', loaded.Configuration.Records.Select(record => record.Name)));
    }

    [Fact]
    public async Task Asks_in_Chinese_where_Chinese_is_read()
    {
        var (result, asked) = await AnswerAsync(World(("LANG", "zh_CN.UTF-8")), "", "LTAI5tExample", "", "n", "y");

        Assert.True(result.Code == 0, result.ToString());
        Assert.Contains("您的域名在哪家解析", asked, StringComparison.Ordinal);
        Assert.Contains("请用下面这样的几行替换", System.IO.File.ReadAllText(File), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_terminal_may_decline_what_was_found()
    {
        var (result, asked) = await AnswerAsync(
            World(("Ali_Key", "LTAI5tOther"), ("Ali_Secret", "other-secret")), "n", "alidns", "LTAI5tExample", "nas.example.com", "y", "n");

        Assert.True(result.Code == 0, result.ToString());
        Assert.Contains("Found Alibaba Cloud DNS: key in Ali_Key and Ali_Secret (acme.sh). Use it?", asked, StringComparison.Ordinal);
        Assert.DoesNotContain("Ali_Key", System.IO.File.ReadAllText(File), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nothing_is_written_when_the_answers_end()
    {
        var (result, _) = await AnswerAsync(World(), "alidns");

        Assert.Equal(2, result.Code);
        Assert.Empty(Directory.GetFiles(directory));
    }

    [Fact]
    public async Task Nothing_is_written_when_a_name_or_key_is_wrong()
    {
        var name = await Run.InAsync(World(("Ali_Key", "LTAI5tExample"), ("Ali_Secret", "qwertz-value")), "init", "--name", "nas..example.com");
        var key = await Run.InAsync(World(("Ali_Key", "<LTAI5tExample>"), ("Ali_Secret", "qwertz-value")), "init");

        Assert.Equal((2, 2), (name.Code, key.Code));
        Assert.Contains("a label is empty", name.Error, StringComparison.Ordinal);
        Assert.Contains("the key id holds a bracket", key.Error, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(directory));
    }

    [Fact]
    public async Task Without_terminal_and_credentials_says_what_to_set()
    {
        var result = await Run.InAsync(World(("DP_Id", "12345"), ("DP_Key", "token")), "init", "--name", "nas.example.com");

        Assert.Equal(2, result.Code);
        string[] hints = ["ALIBABA_CLOUD_ACCESS_KEY_ID + ALIBABA_CLOUD_ACCESS_KEY_SECRET", "TENCENTCLOUD_SECRET_ID + TENCENTCLOUD_SECRET_KEY", "Ali_Key + Ali_Secret", "DP_Id and DP_Key are a DNSPod token"];
        Assert.All(hints, hint => Assert.Contains(hint, result.Error, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Options_alone_are_enough()
    {
        var secret = Path.Combine(directory, "key");
        System.IO.File.WriteAllText(secret, "from-a-file\n");
        Modes.Set(secret, Modes.Private);
        var elsewhere = Path.Combine(directory, "elsewhere", "my.yaml");

        var result = await Run.InAsync(
            World(), "init", "--config", elsewhere, "--provider", "alidns", "--id", "LTAI5tExample", "--secret-file", "key",
            "--name", "nas.example.com", "--family", "ipv6", "--interface", "以太网", "--output", "json");

        Assert.True(result.Code == 0, result.ToString());
        Assert.Equal(elsewhere, JsonDocument.Parse(result.Output).RootElement.GetProperty("file").GetString());
        var loaded = ConfigurationLoader.Load(elsewhere, World(), ProviderLines.Of).Configuration!;
        Assert.Equal("from-a-file", Assert.IsType<AlidnsAccount>(Assert.Single(loaded.Accounts)).AccessKeySecret.Reveal());
        Assert.Equal("以太网", Assert.IsType<InterfaceAddress>(Assert.Single(loaded.Addresses)).Interface);
    }

    [Fact]
    public async Task Keys_for_two_hosts_need_a_word_about_the_names()
    {
        var both = World(("Ali_Key", "LTAI5tExample"), ("Ali_Secret", "qwertz-value"), ("TENCENTCLOUD_SECRET_ID", "AKIDexample"), ("TENCENTCLOUD_SECRET_KEY", "other-secret"));

        var silent = await Run.InAsync(both, "init", "--name", "nas.example.com");
        var told = await Run.InAsync(both, "init", "--name", "nas.example.com", "--provider", "tencent");

        Assert.Equal((2, 0), (silent.Code, told.Code));
        Assert.Contains("give --provider", silent.Error, StringComparison.Ordinal);
        Assert.Equal("tencent", Assert.Single(ConfigurationLoader.Load(File, both, ProviderLines.Of).Configuration!.Accounts).Name);
    }

    [Theory]
    [InlineData("--name", "nas.example.com\n  other: 1")]
    [InlineData("--name", "nas..example.com")]
    [InlineData("--name", "\", account: x } #")]
    [InlineData("--id", "LTAI5tExample\"\n    proxy: http://192.0.2.1:1")]
    [InlineData("--id", "<LTAI5tExample>")]
    [InlineData("--secret-file", "no\nsuch: file")]
    [InlineData("--secret-file", "closed}too: early")]
    [InlineData("--provider", "nobody\nat: home")]
    public async Task An_option_that_cannot_be_used_is_named_and_changes_nothing(string option, string value)
    {
        var result = await InitAsync(option, value);

        Assert.Equal(2, result.Code);
        var errors = JsonDocument.Parse(result.Output).RootElement.GetProperty("errors").EnumerateArray();
        Assert.All(errors, error => Assert.Equal(option, error.GetProperty("key").GetString()));
        Assert.False(System.IO.File.Exists(File));
    }

    [Theory]
    [InlineData("eth0")]
    [InlineData("eth0\nrecords: []")]
    [InlineData("a\r\n\t\u0085\u2028\"b\\ # c: {[,&*!|>'%@`\u001b\u202e")]
    [InlineData("yes")]
    [InlineData("null")]
    [InlineData("- 1")]
    [InlineData("以太网")]
    public async Task Whatever_an_option_holds_stays_one_value_of_the_file(string card)
    {
        var result = await InitAsync("--interface", card);

        Assert.True(result.Code == 0, result.ToString());
        var loaded = ConfigurationLoader.Load(File, World(), ProviderLines.Of).Configuration!;
        Assert.Equal(card, Assert.IsType<InterfaceAddress>(Assert.Single(loaded.Addresses)).Interface);
        Assert.Equal("nas.example.com", Assert.Single(loaded.Records).Name.Value);
    }

    [Theory]
    [InlineData("aliyun", "alidns")]
    [InlineData("Alibaba", "alidns")]
    [InlineData("阿里云", "alidns")]
    [InlineData("dnspod", "tencent")]
    [InlineData("tencentcloud", "tencent")]
    [InlineData("腾讯云", "tencent")]
    public async Task A_host_may_be_named_as_people_name_it(string word, string provider)
    {
        var option = await InitAsync("--provider", word, "--id", "AKIDexample");
        System.IO.File.Delete(File);
        var (answered, asked) = await AnswerAsync(World(), "nobody", word, "AKIDexample", "nas.example.com", "y", "n");

        Assert.Equal((0, 0), (option.Code, answered.Code));
        Assert.Contains("'nobody' is no DNS host that is known here", asked, StringComparison.Ordinal);
        Assert.Contains($"that is {provider}", asked, StringComparison.Ordinal);
        Assert.Equal(provider, Assert.Single(ConfigurationLoader.Load(File, World(), ProviderLines.Of).Configuration!.Accounts).Provider);
    }

    [Fact]
    public async Task A_wrong_answer_is_told_at_once_and_asked_for_again()
    {
        var (result, asked) = await AnswerAsync(World(), "alidns", "<LTAI>", "LTAI5tExample", "nas..example.com", "nas", "nas.example.com", "y", "n");

        Assert.True(result.Code == 0, result.ToString());
        Assert.Contains("the key id holds a bracket", asked, StringComparison.Ordinal);
        Assert.Contains("a label is empty", asked, StringComparison.Ordinal);
        Assert.Contains("write it in full, with its zone", asked, StringComparison.Ordinal);
        Assert.Equal("nas.example.com", Assert.Single(ConfigurationLoader.Load(File, World(), ProviderLines.Of).Configuration!.Records).Name.Value);
    }

    [Fact]
    public async Task What_was_declined_is_not_published()
    {
        var (given, asked) = await AnswerAsync(World(), "alidns", "LTAI5tExample", "nas.example.com", "n", "n", "n", "y");

        Assert.True(given.Code == 0, given.ToString());
        Assert.Contains("take at least one of both", asked, StringComparison.Ordinal);
        Assert.Equal(IpFamily.IPv6, Assert.Single(ConfigurationLoader.Load(File, World(), ProviderLines.Of).Configuration!.Addresses).Family);
    }

    [Fact]
    public async Task Nothing_is_written_when_every_address_is_declined()
    {
        var (result, _) = await AnswerAsync(World(), "alidns", "LTAI5tExample", "nas.example.com", "n", "n");

        Assert.Equal(2, result.Code);
        Assert.Empty(Directory.GetFiles(directory));
    }

    [Fact]
    public async Task A_name_given_twice_is_asked_for_again()
    {
        var (result, asked) = await AnswerAsync(World(), "alidns", "LTAI5tExample", "nas.example.com www.example.com NAS.example.com.", "nas.example.com", "y", "n");

        Assert.True(result.Code == 0, result.ToString());
        Assert.Contains("nas.example.com stands there more than once", asked, StringComparison.Ordinal);
        Assert.Single(ConfigurationLoader.Load(File, World(), ProviderLines.Of).Configuration!.Records);
    }

    [Fact]
    public async Task The_next_step_is_to_check_the_file_that_was_written()
    {
        var environment = World(("Ali_Key", "LTAI5tExample"), ("Ali_Secret", "qwertz-value"));

        var usual = await Run.InAsync(environment, "init");
        var named = await Run.InAsync(environment, "init", "--config", "my file.yaml");

        Assert.Contains("Next: mooring check, then mooring plan\n", usual.Output, StringComparison.Ordinal);
        Assert.Contains("Next: mooring check --config 'my file.yaml', then mooring plan --config 'my file.yaml'\n", named.Output, StringComparison.Ordinal);
    }

    private Task<Run.Result> InitAsync(params string[] changed)
    {
        var secret = Path.Combine(directory, "key");
        System.IO.File.WriteAllText(secret, "from-a-file\n");
        Modes.Set(secret, Modes.Private);
        var options = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["--provider"] = "alidns", ["--id"] = "LTAI5tExample", ["--secret-file"] = "key", ["--name"] = "nas.example.com", ["--family"] = "ipv6", ["--interface"] = "eth0", ["--output"] = "json",
        };
        for (var i = 0; i < changed.Length; i += 2)
        {
            options[changed[i]] = changed[i + 1];
        }

        return Run.InAsync(World(), ["init", .. options.SelectMany(option => new[] { option.Key, option.Value })]);
    }

    private async Task<(Run.Result Result, string Asked)> AnswerAsync(ProcessEnvironment environment, params string[] answers)
    {
        using var input = new StringReader(string.Join('\n', answers));
        using var output = new StringWriter();
        using var error = new StringWriter();
        var terminal = new Terminal
        {
            Input = input,
            Output = output,
            Error = error,
            InputIsTerminal = true,
            ReadHidden = () => "typed-secret",
        };
        var code = await CommandLine.RunAsync(["init"], terminal, environment, TimeProvider.System);
        return (new Run.Result(code, output.ToString(), error.ToString()), error.ToString());
    }

    private ProcessEnvironment World(params (string, string)[] variables) =>
        Run.Nowhere with { WorkingDirectory = directory, Variables = ProcessEnvironment.VariablesOf(variables) };
}
