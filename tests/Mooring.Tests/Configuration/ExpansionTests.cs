using Mooring.Composition;
using Mooring.Configuration;
using Mooring.Configuration.Settings;
using Mooring.Core;

namespace Mooring.Tests.Configuration;

public sealed class ExpansionTests : IDisposable
{
    private readonly string directory = Directory.CreateTempSubdirectory("mooring-expansion-").FullName;

    public void Dispose() => Directory.Delete(directory, recursive: true);

    [Theory]
    [InlineData("from-a-file\n", "from-a-file")]
    [InlineData("from-a-file\r\n", "from-a-file")]
    [InlineData("from-a-file", "from-a-file")]
    public void A_files_final_line_break_is_dropped(string content, string secret)
    {
        Write("key", content, Modes.Private);

        Assert.Equal(secret, Home("${file:key}").Configuration is { } good ? ((AlidnsAccount)good.Account("home")).AccessKeySecret.Reveal() : null);
    }

    [Fact]
    public void Only_one_line_break_is_dropped()
    {
        Write("key", "from-a-file\n\n", Modes.Private);

        Assert.Contains("a blank or a line break", Assert.Single(Home("${file:key}").Errors).Message.English, StringComparison.Ordinal);
    }

    [Fact]
    public void References_work_inside_any_value_and_a_doubled_dollar_is_literal()
    {
        var environment = Sample.Environment with
        {
            Variables = ProcessEnvironment.VariablesOf([("HOST", "nas"), ("ZONE", "example.com"), ("MINUTES", "10m"), ("SECRET", "alidns-secret")]),
        };

        var loaded = ConfigurationLoader.Parse(
            """
            accounts: { home: { provider: alidns, access-key-id: LTAI5tExample, access-key-secret: "${env:SECRET}" } }
            records:
              - { name: "${env:HOST}.${env:ZONE}", account: home, type: TXT, value: "$${env:HOST} costs $5", ttl: "${env:MINUTES}" }
            """,
            Sample.File,
            environment,
            ProviderLines.Of);

        Assert.Empty(loaded.Problems);
        var record = Assert.Single(loaded.Configuration!.Records);
        Assert.Equal("nas.example.com", record.Name.Value);
        Assert.Equal(600, record.Ttl!.Value.Seconds);
        Assert.Equal("${env:HOST} costs $5", Assert.Single(Assert.IsType<RecordWish.Values>(record.Wish).Contents).Data);
    }

    [Theory]
    [InlineData("daemon: { interval: \"${env:X}\" }", "'${env:X}' is not a duration")]
    [InlineData("addresses: { a: { family: ipv6, source: command, command: [x], match: \"([${env:X}\" } }", "'([${env:X}'")]
    [InlineData("records: [ { name: \"${env:X}\", account: a, absent: A } ]", "'${env:X}' is not a full domain name")]
    [InlineData("records: [ { name: a.example.com, account: \"${env:X}\", absent: A } ]", "there is no account '${env:X}'")]
    [InlineData("records: [ { name: a.example.com, account: a, type: A, value: \"${env:X}\" } ]", "'${env:X}' is not a value of type A")]
    [InlineData("issuers: { le: { directory: \"https://acme.example.com/${env:X}\" } }", "the authority's terms")]
    public void What_was_filled_in_is_never_shown(string text, string message)
    {
        var environment = Sample.Environment with { Variables = ProcessEnvironment.VariablesOf([("X", "super secret")]) };

        var loaded = ConfigurationLoader.Parse(text, Sample.File, environment, ProviderLines.Of);

        Assert.Contains(loaded.Errors, error => error.Message.English.Contains(message, StringComparison.Ordinal));
        Assert.All(loaded.Errors, error => Assert.DoesNotContain("secret", $"{error.Message} {error.Mend} {error.Message.Chinese}", StringComparison.Ordinal));
    }

    [Fact]
    public void A_secret_file_that_everybody_can_read_is_a_warning_with_the_mend()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "modes are of Unix");
        Write("key", "from-a-file", Modes.Private | UnixFileMode.OtherRead);

        var loaded = Home("${file:key}");

        Assert.NotNull(loaded.Configuration);
        var warning = Assert.Single(loaded.Warnings);
        Assert.Equal(("accounts.home.access-key-secret", 1), (warning.Key, warning.Line));
        Assert.Equal($"type `chmod 0600 {Path.Combine(directory, "key")}`", warning.Mend.English);
    }

    [Fact]
    public void A_configuration_with_a_literal_secret_that_everybody_can_read_is_a_warning()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "modes are of Unix");
        var file = Path.Combine(directory, "mooring.yaml");
        Write("mooring.yaml", Account("literal-secret"), Modes.Private | UnixFileMode.OtherRead);

        Assert.Contains(file, Assert.Single(ConfigurationLoader.Load(file, Sample.Environment, ProviderLines.Of).Warnings).Message.English, StringComparison.Ordinal);

        Modes.Set(file, Modes.Private);
        Assert.Empty(ConfigurationLoader.Load(file, Sample.Environment, ProviderLines.Of).Warnings);
    }

    [Theory]
    [InlineData(1000, 100, false)] // alice:users
    [InlineData(1000, 1000, true)] // alice:alice
    [InlineData(1000, 0, true)]
    [InlineData(0, 990, true)]     // root:mooring, as a service gets it
    public void A_group_may_read_a_secret_where_root_gave_it_or_nobody_else_is_in_it(int owner, int group, bool quiet) =>
        Assert.Equal(quiet, FileTrust.IsForGroup((uint)owner, (uint)group));

    [Fact]
    public void A_secret_file_that_its_group_can_read_is_a_warning_unless_the_group_is_meant()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "owners are told on Linux");
        Write("key", "from-a-file", Modes.Private | UnixFileMode.GroupRead);
        var file = Path.Combine(directory, "key");
        var facts = NativeFiles.Look(file)!;
        var meant = FileTrust.IsForGroup(facts.Owner, facts.Group);

        var warnings = Home("${file:key}").Warnings;

        Assert.Equal(meant ? [] : [$"{file} holds a secret and its whole group can read it"], warnings.Select(warning => warning.Message.English));
    }

    [Fact]
    public void A_configuration_without_a_literal_secret_may_be_read_by_everybody()
    {
        Write("mooring.yaml", Account("${env:ALIDNS_SECRET}"), Modes.Private | UnixFileMode.OtherRead);

        Assert.Empty(ConfigurationLoader.Load(Path.Combine(directory, "mooring.yaml"), Sample.Environment, ProviderLines.Of).Warnings);
    }

    [Fact]
    public void A_file_in_another_encoding_is_told_with_its_line()
    {
        var file = Path.Combine(directory, "mooring.yaml");
        File.WriteAllBytes(file, [.. "accounts: {}\n# "u8, 0xB5, 0xE7, 0xD0, 0xC5, .. "\n"u8]);

        var error = Assert.Single(ConfigurationLoader.Load(file, Sample.Environment, ProviderLines.Of).Errors);

        Assert.Equal((2, 3), (error.Line, error.Column));
        Assert.Contains("GBK", error.Mend.In(Language.English), StringComparison.Ordinal);
    }

    [Fact]
    public void A_byte_order_mark_does_no_harm()
    {
        var file = Path.Combine(directory, "mooring.yaml");
        File.WriteAllBytes(file, [0xEF, 0xBB, 0xBF, .. "accounts: {}\r\nrecords: []\r\n"u8]);

        Assert.NotNull(ConfigurationLoader.Load(file, Sample.Environment, ProviderLines.Of).Configuration);
    }

    [Fact]
    public void A_huge_file_is_refused_unread()
    {
        var file = Path.Combine(directory, "mooring.yaml");
        using (var stream = File.Create(file))
        {
            stream.SetLength(1L << 40);
        }

        Assert.Contains("larger than 2048 KiB", Assert.Single(ConfigurationLoader.Load(file, Sample.Environment, ProviderLines.Of).Errors).Message.English, StringComparison.Ordinal);
    }

    private static string Account(string secret) =>
        $"accounts: {{ home: {{ provider: alidns, access-key-id: LTAI5tExample, access-key-secret: \"{secret}\" }} }}\n";

    private LoadedConfiguration Home(string secret) =>
        ConfigurationLoader.Parse(Account(secret), Path.Combine(directory, "mooring.yaml"), Sample.Environment, ProviderLines.Of);

    private void Write(string name, string content, UnixFileMode mode)
    {
        var file = Path.Combine(directory, name);
        File.WriteAllText(file, content);
        Modes.Set(file, mode);
    }
}
