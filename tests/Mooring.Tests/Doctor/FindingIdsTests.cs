using System.Reflection;
using System.Text.RegularExpressions;
using Mooring.Doctor;
using Mooring.Providers;
using Mooring.Testing;

namespace Mooring.Tests.Doctor;

/// <summary>Whoever gets a finding can look it up by its id.</summary>
public sealed partial class FindingIdsTests
{
    private static readonly string[] Ids =
        [.. typeof(FindingIds).GetFields(BindingFlags.Public | BindingFlags.Static).Where(field => field.IsLiteral).Select(field => (string)field.GetRawConstantValue()!)];

    [Theory]
    [InlineData("docs/doctor.md")]
    [InlineData("docs/doctor.zh-CN.md")]
    public void Every_id_stands_once_in_the_tables_of_the_page_and_no_other(string page) =>
        Assert.Equal(Ids.Order(StringComparer.Ordinal), Row().Matches(Checkout.Read(page)).Select(row => row.Groups["id"].Value).Order(StringComparer.Ordinal));

    [Fact]
    public void No_finding_is_made_with_an_id_of_its_own() =>
        Assert.Empty(
            from file in Checkout.Files("src/Mooring/Doctor", "*.cs")
            where !file.EndsWith("/FindingIds.cs", StringComparison.Ordinal)
            from Match literal in Literal().Matches(Checkout.Read(file))
            select $"{file}: {literal.Value}");

    [Fact]
    public void An_id_written_out_is_found() => Assert.Matches(Literal(), "return new Finding(\n    \"clock.rtc\", Severity.Ok,");

    [Fact]
    public void Every_provider_s_clock_has_an_id_of_its_own() =>
        Assert.All(ProviderCatalog.All, provider => Assert.Contains(FindingIds.ClockOf(provider.Name), Ids));

    [GeneratedRegex(@"^\| `(?<id>[a-z0-9.-]+)` \|", RegexOptions.Multiline | RegexOptions.ExplicitCapture, 5_000)]
    private static partial Regex Row();

    [GeneratedRegex(@"(\bFinding|\.Ok|\bnew)\(\s*\$?""[a-z0-9]+(\.[a-z0-9{}]+)+""", RegexOptions.ExplicitCapture, 5_000)]
    private static partial Regex Literal();
}
