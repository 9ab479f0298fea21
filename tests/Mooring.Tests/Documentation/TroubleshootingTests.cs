using System.Text.RegularExpressions;
using Mooring.Testing;

namespace Mooring.Tests.Documentation;

/// <summary>Whoever searches the page by a message finds it.</summary>
public sealed partial class TroubleshootingTests
{
    private static readonly string[] Pages = ["docs/troubleshooting.md", "docs/troubleshooting.zh-CN.md"];

    /// <summary>The files with the vendors' codes.</summary>
    public static TheoryData<string> Tables { get; } =
    [
        "src/Mooring.Providers/Alidns/AlidnsFaults.cs", "src/Mooring.Providers/TencentCloud/DnspodFaults.cs", "src/Mooring.Providers/TencentCloud/Cns/CnsFaults.cs",
    ];

    /// <summary>Words of this program that the pages are found by.</summary>
    public static TheoryData<string> Words { get; } =
    [
        "time servers agree", "none is known as ours", "Mooring goes on and remembers in memory only", "a daemon already runs on the state", "the probes disagree",
        "may not read", "so it is the key", "this network is not reachable from here", "the name servers did not answer",
        "is not seen everywhere after", "can be asked from here", "no account holds a zone for it", "this can only be used as a certbot hook", "which this machine has used up",
        "且都不是本程序创建或接管的", "恢复写入之前仅在内存中记录", "已有守护进程在使用状态目录", "探测结果不一致", "无权读取", "因此是密钥的问题", "本机无法到达该网络", "域名服务器没有应答",
    ];

    [Theory]
    [MemberData(nameof(Tables))]
    public void Every_code_that_the_program_knows_is_on_the_page(string table)
    {
        var source = Checkout.Read(table);
        var codes = Code().Matches(source[source.IndexOf("string code)", StringComparison.Ordinal)..]).Select(code => code.Groups["code"].Value).ToArray();

        Assert.NotEmpty(codes);
        Assert.All(Pages, page => Assert.All(codes, code => Assert.Contains(code, Checkout.Read(page), StringComparison.Ordinal)));
    }

    [Theory]
    [MemberData(nameof(Words))]
    public void Words_of_the_program_that_a_page_quotes_are_still_its_words(string words)
    {
        Assert.Contains(Pages, page => Checkout.Read(page).Contains(words, StringComparison.Ordinal));
        Assert.Contains(Checkout.Files("src", "*.cs"), file => Checkout.Read(file).Contains(words, StringComparison.Ordinal));
    }

    [Fact]
    public void Every_problem_of_an_authority_that_the_program_has_a_word_for_is_on_the_page()
    {
        string[] types = ["unauthorized", "dns", "caa", "rateLimited", "externalAccountRequired", "rejectedIdentifier"];

        Assert.All(types, type => Assert.Contains($"\"{type}\"", Checkout.Read("src/Mooring.Acme/Problems/AcmeProblemType.cs"), StringComparison.Ordinal));
        Assert.All(Pages, page => Assert.All(types, type => Assert.Contains(type, Checkout.Read(page), StringComparison.Ordinal)));
    }

    [GeneratedRegex(@"""(?<code>[A-Z][A-Za-z.]+|[0-9]{4})""", RegexOptions.ExplicitCapture, 5_000)]
    private static partial Regex Code();
}
