using Mooring.Composition;
using Mooring.Configuration.Settings;
using Mooring.Core.Addresses;
using Mooring.Import;
using Mooring.Tests.Cli;

namespace Mooring.Tests.Import;

/// <summary>A ddns.conf as the configuration itself.</summary>
public sealed class DdnsConfTests
{
    private const string Key = "[DEFAULT]\naccess_id = LTAI5tExample\naccess_key = example-access-key\n";

    [Fact]
    public void Every_record_is_updated_where_it_exists_and_never_created()
    {
        var configuration = Read(Key + "interval = 600\n[www]\ndomain = example.com\nsub_domain = www\n[all]\ndomain = example.com\nsub_domain = *\ntype = aaaa\n");

        Assert.Equal(["www.example.com", "*.example.com"], configuration.Records.Select(record => record.Name.Value));
        Assert.All(configuration.Records, record => Assert.False(record.Create));
        Assert.All(configuration.Records, record => Assert.Equal("example.com", record.Zone!.Value));
        Assert.Equal(TimeSpan.FromMinutes(10), configuration.Daemon.Interval);
        Assert.Equal("LTAI5tExample", Assert.IsType<AlidnsAccount>(Assert.Single(configuration.Accounts)).AccessKeyId);
    }

    [Fact]
    public void All_A_records_have_one_probe_and_AAAA_the_stable_address_of_its_card()
    {
        var configuration = Read(Key + "domain = example.com\n[a]\nsub_domain = a\n[b]\nsub_domain = b\n[six]\nsub_domain = c\ntype = AAAA\n[other]\nsub_domain = d\ntype = AAAA\ninterface = eth1\n");

        Assert.Equal(["public4", "public4", "eno1-6", "eth1-6"], configuration.Records.Select(record => Assert.Single(Assert.IsType<RecordWish.Addresses>(record.Wish).Sources)));
        var probe = Assert.IsType<ProbeAddress>(configuration.Address("public4"));
        Assert.Equal((0, 2), (probe.Probes.Count, probe.Agree));
        Assert.Equal(AddressKind.Stable, Assert.IsType<InterfaceAddress>(configuration.Address("eno1-6")).Select);
    }

    [Fact]
    public void The_cards_address_takes_the_place_of_the_probe_where_the_feature_is_enabled()
    {
        var configuration = Read(Key + "[home]\ndomain = example.com\nsub_domain = @\n[Feature_Public_IP_From_NIC]\nenable = On\ninterface = ppp0\n");

        var card = Assert.IsType<InterfaceAddress>(Assert.Single(configuration.Addresses));
        Assert.Equal(("ppp0", IpFamily.IPv4), (card.Interface, card.Family));
        Assert.Equal("example.com", Assert.Single(configuration.Records).Name.Value);
    }

    [Fact]
    public void Keys_of_ours_in_the_defaults_say_where_to_ask()
    {
        var configuration = Read(Key + "endpoint = http://127.0.0.1:9101\nprobes = http://127.0.0.1:9103/ip\nagree = 1\nallow = documentation, private\nstate = state\n[home]\ndomain = example.com\nsub_domain = www\n");

        var probe = Assert.IsType<ProbeAddress>(Assert.Single(configuration.Addresses));
        Assert.Equal((1, 1, AllowedRanges.Documentation | AllowedRanges.Private), (probe.Probes.Count, probe.Agree, probe.Allow));
        Assert.Equal("http://127.0.0.1:9101/", Assert.Single(configuration.Accounts).Endpoint!.AbsoluteUri);
        Assert.Equal(Path.Combine(Path.GetDirectoryName(File)!, "state"), configuration.State.Directory);
    }

    [Theory]
    [InlineData("debug = true", true)]
    [InlineData("DEBUG: 1", true)]
    [InlineData("debug = off", false)]
    [InlineData("", false)]
    public void Debug_asks_for_every_call_in_the_log(string line, bool asked) =>
        Assert.Equal(asked, Read($"{Key}{line}\n[home]\ndomain = example.com\nsub_domain = www\n").LogsCalls);

    [Theory]
    [InlineData("interval = 5", 10, 1)]
    [InlineData("interval = 604800", 86400, 1)]
    [InlineData("interval = 30", 30, 0)]
    [InlineData("interval =", 300, 0)]
    public void An_interval_that_the_tool_never_used_stops_nothing(string line, int seconds, int warnings)
    {
        var loaded = ConfigurationReader.Parse($"{Key}{line}\n[home]\ndomain = example.com\nsub_domain = www\n", File, Run.Nowhere, ProviderLines.Of);

        Assert.Equal(TimeSpan.FromSeconds(seconds), loaded.Configuration!.Daemon.Interval);
        Assert.Equal(warnings, loaded.Warnings.Count);
    }

    [Fact]
    public void Comments_blank_lines_and_line_ends_of_Windows_change_nothing()
    {
        var plain = Read(Key + "[home]\ndomain = example.com\nsub_domain = www\n");
        var decorated = Read("# a\r\n; b\r\n\r\n" + Key.Replace("\n", "\r\n", StringComparison.Ordinal) + "  # indented\r\n[home] ; behind\r\n\r\ndomain=example.com\r\nsub_domain   =   www\r\n");

        Assert.Equal(plain.Records.Select(record => record.Name), decorated.Records.Select(record => record.Name));
        Assert.Equal(plain.Accounts[0], decorated.Accounts[0]);
    }

    [Theory]
    [InlineData("")]
    [InlineData("x")]
    public void Values_that_repeat_each_other_without_bound_are_refused(string seed)
    {
        var keys = Enumerable.Range(1, 9).Select(i => $"k{i} = {string.Concat(Enumerable.Repeat($"%(k{i - 1})s", 200))}\n");

        var loaded = ConfigurationReader.Parse($"{Key}k0 = {seed}\n{string.Concat(keys)}domain = %(k9)s\n[home]\nsub_domain = www\n", File, Run.Nowhere, ProviderLines.Of);

        Assert.Equal("the value grows too long", Assert.Single(loaded.Errors).Message.English);
    }

    [Fact]
    public void Its_secret_is_kept_out_of_logs()
    {
        var loaded = ConfigurationReader.Parse(Key, File, Run.Nowhere, ProviderLines.Of);

        Assert.Contains("example-access-key", loaded.Secrets);
        Assert.Contains(loaded.Warnings, warning => warning.Message.English == "there is no record section, so nothing is kept");
    }

    private static string File => Path.Combine(Path.GetTempPath(), "no-such-directory", "ddns.conf");

    private static MooringConfiguration Read(string text)
    {
        var loaded = ConfigurationReader.Parse(text, File, Run.Nowhere, ProviderLines.Of);
        Assert.Empty(loaded.Errors.Select(error => error.Message.English));
        return loaded.Configuration!;
    }
}
