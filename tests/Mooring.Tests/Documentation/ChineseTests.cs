using System.Text.RegularExpressions;
using Mooring.Testing;

namespace Mooring.Tests.Documentation;

/// <summary>The Chinese of the program and of the pages is of one piece: one word for one thing, full-width punctuation.</summary>
public sealed partial class ChineseTests
{
    public static TheoryData<string> Texts() =>
        [.. Checkout.Files("src", "*.cs").Where(file => Character().IsMatch(Checkout.Read(file))), .. Checkout.Files("docs", "*.zh-CN.md"), "README.zh-CN.md"];

    [Theory]
    [MemberData(nameof(Texts))]
    public void One_word_stands_for_one_thing(string file) =>
        Assert.Empty(Slips(file, OtherWord()));

    [Theory]
    [MemberData(nameof(Texts))]
    public void Punctuation_beside_Chinese_is_full_width(string file) =>
        Assert.Empty(Slips(file, HalfWidth()));

    [Theory]
    [InlineData("在沙盒上运行")]
    [InlineData("权威名称服务器")]
    [InlineData("告诉你该怎么办")]
    public void Another_word_is_found(string line) =>
        Assert.Matches(OtherWord(), line);

    [Theory]
    [InlineData("阿里云(RAM)")]
    [InlineData("警告: 时钟不准")]
    [InlineData("地址未知,不做更改")]
    [InlineData("是否使用?")]
    [InlineData("写入完成.")]
    public void Half_width_punctuation_is_found(string line) =>
        Assert.Matches(HalfWidth(), line);

    /// <summary>The lines that people read: without comments of the code and without what is to be typed as it stands.</summary>
    private static IEnumerable<string> Slips(string file, Regex slip) =>
        Checkout.Read(file).Split('\n')
            .Where(line => !line.TrimStart().StartsWith("//", StringComparison.Ordinal))
            .Select(line => Typed().Replace(line, ""))
            .Where(line => slip.IsMatch(line))
            .Select(line => $"{file}: {line.Trim()}");

    // sandbox: 沙箱; name server: 域名服务器; you: 您.
    [GeneratedRegex("沙盒|名称服务器|你|帐号|缺省|登陆", RegexOptions.NonBacktracking)]
    private static partial Regex OtherWord();

    [GeneratedRegex(@"\p{IsCJKUnifiedIdeographs}[,:;()!?]|\p{IsCJKUnifiedIdeographs}\.(\s|$|"")|[()]\p{IsCJKUnifiedIdeographs}|[,;!?] ?\p{IsCJKUnifiedIdeographs}", RegexOptions.ExplicitCapture, 5_000)]
    private static partial Regex HalfWidth();

    [GeneratedRegex(@"`[^`]*`|\$\{[^}]*\}|(https?|dns)://[^\s，。”]*|stun:[^\s，。”]*|\]\([^)]*\)", RegexOptions.ExplicitCapture, 5_000)]
    private static partial Regex Typed();

    [GeneratedRegex(@"\p{IsCJKUnifiedIdeographs}", RegexOptions.None, 5_000)]
    private static partial Regex Character();
}
