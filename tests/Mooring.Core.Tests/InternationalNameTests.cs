using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using Mooring.Core.Names;

namespace Mooring.Core.Tests;

/// <summary>International names, judged by the golden files that eng/unicode makes with other people's code.</summary>
public sealed partial class InternationalNameTests
{
    [Theory]
    [InlineData("例子.中国", "xn--fsqu00a.xn--fiqs8s", "例子.中国")]
    [InlineData("*.例子。中国", "*.xn--fsqu00a.xn--fiqs8s", "*.例子.中国")]
    [InlineData("_acme-challenge.例子.中国", "_acme-challenge.xn--fsqu00a.xn--fiqs8s", "_acme-challenge.例子.中国")]
    [InlineData("BÜCHER.example", "xn--bcher-kva.example", "bücher.example")]
    [InlineData("BU\u0308CHER.example", "xn--bcher-kva.example", "bücher.example")]
    [InlineData("XN--BCHER-KVA.example.", "xn--bcher-kva.example", "bücher.example")]
    [InlineData("ｎａｓ．ｅｘａｍｐｌｅ．ｃｏｍ", "nas.example.com", "nas.example.com")]
    [InlineData("straße.example", "xn--strae-oqa.example", "straße.example")]
    [InlineData("r3---sn.example", "r3---sn.example", "r3---sn.example")]
    public void A_name_in_any_script_goes_out_as_A_labels_and_is_shown_in_Unicode(string typed, string sent, string shown)
    {
        var name = DomainName.Parse(typed);

        Assert.Equal(sent, name.Value);
        Assert.Equal(shown, name.Describe());
        Assert.Equal(name, DomainName.Parse(name.Describe()));
    }

    [Theory]
    [InlineData("a\u2028b.example", "U+2028")]
    [InlineData("ü b.example", "U+0020")]
    [InlineData("ü/b.example", "'/' (U+002F)")]
    [InlineData("a\ufffdb.example", "U+FFFD")]
    [InlineData("*ü.example", "'*' (U+002A)")]
    [InlineData("xn--zzzzzz.example", "no Punycode")]
    [InlineData("xn--abc-.example", "no international character")]
    [InlineData("xn--u-ccb.example", "composed form")]
    [InlineData("xn--xn---epa.example", "begins with xn--")]
    [InlineData("\u0301a.example", "combining mark")]
    [InlineData("a\u200db.example", "joiner")]
    [InlineData("אa.example", "directions of writing")]
    [InlineData("-ü.example", "hyphen")]
    [InlineData("\u00ad", "do not count")]
    [InlineData("a.\u00ad.example", "empty")]
    public void Refuses_what_is_no_international_name_and_names_the_character_or_the_rule(string typed, string reason)
    {
        Assert.False(DomainName.TryParse(typed, out _, out var why));

        Assert.Contains(reason, why.English, StringComparison.Ordinal);
        Assert.False(why.English == why.Chinese);
    }

    [Fact]
    public void Half_a_character_is_refused()
    {
        Assert.False(DomainName.TryParse("a\ud800b.example", out _, out var why));

        Assert.Contains("U+D800", why.English, StringComparison.Ordinal);
    }

    [Fact]
    public void The_limits_count_the_octets_of_the_A_labels()
    {
        Assert.True(DomainName.TryParse(new string('ä', 57), out var longest));
        Assert.InRange(longest.Value.Length, 60, 63);

        Assert.False(DomainName.TryParse(new string('ä', 60), out _, out var label));
        Assert.Contains("at most 63", label.English, StringComparison.Ordinal);
        Assert.False(DomainName.TryParse(string.Join('.', Enumerable.Repeat(new string('ü', 50), 5)), out _, out var name));
        Assert.Contains("at most 253", name.English, StringComparison.Ordinal);
        Assert.False(DomainName.TryParse(new string('中', 1_000_000), out _, out var huge));
        Assert.Contains("at most 253", huge.English, StringComparison.Ordinal);
    }

    [Fact]
    public void Agrees_with_other_implementations_about_two_thousand_names()
    {
        var differences = new List<string>();
        foreach (var row in Golden("idna-names.tsv"))
        {
            var columns = row.Split('\t');
            var typed = Escape().Replace(columns[0], match => char.ConvertFromUtf32(Number(match.Groups["code"].Value)));

            var ours = DomainName.TryParse(typed, out var name) ? name.Value : "";

            if (ours != columns[1])
            {
                differences.Add($"{columns[0]}: '{ours}', not '{columns[1]}'");
            }
            else if (name is not null)
            {
                Assert.Equal(name, DomainName.Parse(name.Value));
                Assert.Equal(name, DomainName.Parse(name.Describe()));
            }
        }

        Assert.Empty(differences);
    }

    [Fact]
    public void Agrees_with_other_implementations_about_every_code_point()
    {
        var differing = new List<string>();
        foreach (var row in Golden("idna-blocks.tsv"))
        {
            var columns = row.Split('\t');
            var start = Number(columns[0]);

            var lines = new StringBuilder();
            foreach (var character in Enumerable.Range(start, 0x1000).Where(c => c > 0 && Rune.IsValid(c)).Select(char.ConvertFromUtf32))
            {
                lines.Append(Read($"a{character}b")).Append('\n').Append(Read(character)).Append('\n');
            }

            if (!Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(lines.ToString()))).StartsWith(columns[1], StringComparison.Ordinal))
            {
                differing.Add(columns[0]);
            }
        }

        Assert.Empty(differing);
    }

    private static string? Read(string typed) => DomainName.TryParse(typed, out var name) ? name.Value : "";

    private static int Number(string hexadecimal) => int.Parse(hexadecimal, NumberStyles.HexNumber, CultureInfo.InvariantCulture);

    private static string[] Golden(string file) =>
        File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Golden", file)).TrimEnd('\n').Split('\n');

    [GeneratedRegex(@"\\u\{(?<code>[0-9a-f]+)\}", RegexOptions.NonBacktracking)]
    private static partial Regex Escape();
}
