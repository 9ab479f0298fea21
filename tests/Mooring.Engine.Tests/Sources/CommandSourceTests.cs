using System.Text;
using System.Text.RegularExpressions;
using Mooring.Core.Addresses;
using Mooring.Engine.Sources;
using Mooring.Engine.Sources.Command;

namespace Mooring.Engine.Tests.Sources;

public sealed class CommandSourceTests
{
    private const string ChineseWindows = "ipconfig-zh.cp936.txt";
    private const string EnglishWindows = "ipconfig-en.cp437.txt";
    private const string FrenchWindows = "ipconfig-fr.cp850.txt";

    private static readonly AddressPolicy Any4 = new(IpFamily.IPv4, AllowedRanges.Documentation);
    private static readonly AddressPolicy Any6 = new(IpFamily.IPv6, AllowedRanges.Documentation);

    [Theory]
    [InlineData(ChineseWindows, "gbk", "临时 IPv6 地址[ .:]*([0-9a-f:]+)", "2001:db8:52:5600:31c4:8f0a:5b7e:9d21")]
    [InlineData(ChineseWindows, "cp936", "临时 IPv6 地址[ .:]*([0-9a-f:]+)", "2001:db8:52:5600:31c4:8f0a:5b7e:9d21")]
    [InlineData(ChineseWindows, "GB18030", @"(?m)^\s*IPv6 地址[ .:]*(2[0-9a-f:]+)", "2001:db8:52:5600:9c3f:e1ff:77d0:1a2b")]
    [InlineData(EnglishWindows, "cp437", "IPv6 Address[ .:]*(2[0-9a-f:]*::[0-9a-f]+)", "2001:db8:52:5600::1f3")]
    [InlineData(EnglishWindows, "437", @"(?m)^\s*IPv6 Address[ .:]*([0-9a-f:]+e1ff[0-9a-f:]+)", "2001:db8:52:5600:9c3f:e1ff:77d0:1a2b")]
    [InlineData(FrenchWindows, "cp850", @"connexion[. ]+: lan\s+Adresse IPv6[ .:]+([0-9a-f:]+)", "2001:db8:52:5600::1f3")]
    [InlineData(FrenchWindows, "cp850", @"(?s)Adresse IPv6\. [ .:]*([0-9a-f:]+)(?=.*par défaut)", "2001:db8:52:5600::1f3")]
    public async Task Finds_the_address_in_what_windows_ipconfig_prints(string file, string encoding, string match, string expected)
    {
        var source = Source(new Printed(Golden(file)), Any6, match, encoding);

        var answer = await AskAsync(source);

        Assert.Null(answer.Error);
        Assert.Equal(expected, answer.Value?.ToString());
    }

    [Fact]
    public async Task Finds_the_ipv4_address_too()
    {
        var source = Source(new Printed(Golden(EnglishWindows)), Any4, "IPv4 Address[ .:]*([0-9.]+)", "cp437");

        Assert.Equal("203.0.113.9", (await AskAsync(source)).Value?.ToString());
    }

    [Fact]
    public async Task Several_temporary_addresses_are_an_error_that_lists_them_and_never_the_first()
    {
        var source = Source(new Printed(Golden(EnglishWindows)), Any6, "Temporary IPv6 Address[ .:]*([0-9a-f:]+)", "cp437");

        var answer = await AskAsync(source);

        Assert.Null(answer.Value);
        Assert.Contains("3 different addresses", answer.Error?.English, StringComparison.Ordinal);
        Assert.Contains("2001:db8:52:5600:a8e2:14c9:600d:42f7", answer.Error?.English, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_wrong_encoding_is_hinted_at_when_nothing_matches()
    {
        var source = Source(new Printed(Golden(ChineseWindows)), Any6, "临时 IPv6 地址[ .:]*([0-9a-f:]+)", "utf-8");

        var answer = await AskAsync(source);

        Assert.Null(answer.Value);
        Assert.Contains("`encoding`", answer.Error?.English, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_zone_is_dropped_and_the_link_local_address_refused()
    {
        var source = Source(new Printed(Golden(ChineseWindows)), Any6, "本地链接 IPv6 地址[ .:]*([^ \\r]+)", "gbk");

        var answer = await AskAsync(source);

        Assert.Null(answer.Value);
        Assert.Equal("fe80::9c3f:e1ff:77d0:1a2b", Assert.Single(answer.Refused).Value);
        Assert.Contains("link-local", answer.Error?.English, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("203.0.113.9\n")]
    [InlineData("  203.0.113.9  \r\n\r\n")]
    public async Task Without_match_the_whole_output_is_the_address(string output) =>
        Assert.Equal("203.0.113.9", (await AskAsync(Source(new Printed(output), Any4))).Value?.ToString());

    [Theory]
    [InlineData("203.0.113.9\n198.51.100.7\n")]
    [InlineData("address: 203.0.113.9")]
    [InlineData("")]
    [InlineData("your address 203.0.113.9 is over quota")]
    public async Task Anything_else_beside_the_address_is_an_error(string output)
    {
        var answer = await AskAsync(Source(new Printed(output), Any4));

        Assert.Null(answer.Value);
        Assert.Contains("`match`", answer.Error?.English, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("a=203.0.113.9 b=203.0.113.9", "[ab]=([0-9.]+)", "203.0.113.9")]
    [InlineData("a=2001:DB8:0::1 b=2001:db8::1", "[ab]=([0-9A-Fa-f:]+)", "2001:db8::1")]
    public async Task One_address_hit_twice_is_one_address(string output, string match, string expected) =>
        Assert.Equal(expected, (await AskAsync(Source(new Printed(output), expected.Contains(':') ? Any6 : Any4, match))).Value?.ToString());

    [Theory]
    [InlineData("a=203.0.113.9 b=oops", "[ab]=(\\S+)", "'oops'")]
    [InlineData("a=203.0.113.9,198.51.100.1", "a=(.+)", "not one address")]
    [InlineData("nothing here", "a=([0-9.]+)", "hit nothing")]
    public async Task A_hit_that_is_no_address_is_an_error(string output, string match, string reason)
    {
        var answer = await AskAsync(Source(new Printed(output), Any4, match));

        Assert.Null(answer.Value);
        Assert.Contains(reason, answer.Error?.English, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_expression_that_backtracks_without_end_is_given_up()
    {
        var answer = await AskAsync(Source(new Printed(new string('a', 200) + "c!"), Any4, "^((?:a|aa)+)c$"));

        Assert.Null(answer.Value);
        Assert.Contains("simpler expression", answer.Error?.English, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_other_family_and_special_ranges_are_refused_with_the_way_out()
    {
        var other = await AskAsync(Source(new Printed("2001:db8::1"), Any4));
        var local = await AskAsync(Source(new Printed("192.168.1.5"), Any4));

        Assert.Contains("IPv4 was asked for", other.Error?.English, StringComparison.Ordinal);
        Assert.Contains("allow: [private]", local.Error?.English, StringComparison.Ordinal);
        Assert.Equal("192.168.1.5", Assert.Single(local.Refused).Value);
    }

    [Theory]
    [MemberData(nameof(Failures))]
    public async Task A_program_that_fails_gives_no_address_and_says_what_happened(CommandResult result, string english, string chinese)
    {
        var answer = await AskAsync(Source(new Ended(result), Any4));

        Assert.Null(answer.Value);
        Assert.Contains(english, answer.Error?.English, StringComparison.Ordinal);
        Assert.Contains(chinese, answer.Error?.Chinese, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", answer.Error!.ToString() + answer.Error.Chinese, StringComparison.Ordinal);
    }

    public static TheoryData<CommandResult, string, string> Failures() => new()
    {
        { new CommandResult.Finished(3, "203.0.113.9"u8.ToArray()), "exit code 3", "退出码 3" },
        { new CommandResult.TimedOut(), "no end after 10 s", "超过 10 秒" },
        { new CommandResult.PrintedTooMuch(), "more than 1048576 bytes", "超过 1048576 字节" },
        { new CommandResult.NotStarted(new Core.Text("there is no such program", "没有这个程序")), "no such program", "没有这个程序" },
    };

    [Theory]
    [InlineData("utf-8", "é")]
    [InlineData("UTF8", "é")]
    [InlineData("utf-16", "é地")]
    [InlineData("big5", "地")]
    [InlineData("windows-1252", "é")]
    [InlineData("cp1252", "é")]
    [InlineData("936", "地")]
    [InlineData("850", "é")]
    [InlineData("65001", "é地")]
    [InlineData("utf-16le", "é地")]
    [InlineData("utf-16be", "é地")]
    [InlineData("shift_jis", "地")]
    [InlineData("euc-kr", "地")]
    [InlineData("ibm437", "é")]
    [InlineData("ibm850", "é")]
    [InlineData("us-ascii", "e")]
    public void Encodings_go_by_the_names_people_know(string name, string text)
    {
        Assert.True(OutputEncoding.TryFind(name, out var encoding));

        Assert.Equal(text, OutputEncoding.Decode(encoding.GetBytes(text), encoding));
    }

    [Theory]
    [InlineData("gkb")]
    [InlineData("cp")]
    [InlineData("cp0")]
    [InlineData("99999")]
    [InlineData("cp99999")]
    [InlineData("0")]
    public void What_is_no_encoding_is_not_found(string name) => Assert.False(OutputEncoding.TryFind(name, out _));

    [Fact]
    public void A_byte_order_mark_decides() =>
        Assert.Equal("203.0.113.9", OutputEncoding.Decode(Encoding.Unicode.GetPreamble().Concat(Encoding.Unicode.GetBytes("203.0.113.9")).ToArray(), Encoding.UTF8));

    private static CommandSource Source(ICommandRunner runner, AddressPolicy policy, string? match = null, string? encoding = "utf-8") =>
        new("cmd", new CommandOptions { Command = ["show-address", "--password=hunter2"], Policy = policy, Match = Expression(match), Encoding = Named(encoding) }, runner);

    private static Regex? Expression(string? match) => match is null ? null : new Regex(match, RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1));

    private static Encoding? Named(string? name) => name is not null && OutputEncoding.TryFind(name, out var encoding) ? encoding : null;

    private static Task<SourceAnswer> AskAsync(IAddressSource source) => source.AskAsync(TestContext.Current.CancellationToken);

    private static byte[] Golden(string file) => File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "Sources", "Golden", file));

    private sealed class Printed(byte[] output) : ICommandRunner
    {
        public Printed(string output)
            : this(Encoding.UTF8.GetBytes(output))
        {
        }

        public Task<CommandResult> RunAsync(ProgramCall call, CancellationToken cancellation) =>
            Task.FromResult<CommandResult>(new CommandResult.Finished(0, output));
    }

    private sealed class Ended(CommandResult result) : ICommandRunner
    {
        public Task<CommandResult> RunAsync(ProgramCall call, CancellationToken cancellation) => Task.FromResult(result);
    }
}
