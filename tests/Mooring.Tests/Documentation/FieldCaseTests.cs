using System.Text.RegularExpressions;
using Mooring.Testing;

namespace Mooring.Tests.Documentation;

/// <summary>The table of field cases names tests that there are, and leaves no case out.</summary>
public sealed partial class FieldCaseTests
{
    private const string Page = "docs/field-cases.md";

    [Fact]
    public void Every_test_it_names_exists()
    {
        var sources = Checkout.Files("tests", "*.cs").Select(Checkout.Read).ToArray();
        var named = Named().Matches(Checkout.Read(Page)).Select(match => (Class: match.Groups["class"].Value, Method: match.Groups["method"].Value)).Distinct().ToArray();

        var missing = named.Where(test => !sources.Any(source =>
            source.Contains($"class {test.Class}", StringComparison.Ordinal)
            && (test.Method.Length == 0 || source.Contains($" {test.Method}(", StringComparison.Ordinal))));

        Assert.NotEmpty(named);
        Assert.Empty(missing);
    }

    [Fact]
    public void Every_case_has_its_line()
    {
        var lines = Numbered().Matches(Checkout.Read(Page)).Select(match => match.Groups["number"].Value);

        Assert.Equal([.. Enumerable.Range(1, 77).Select(i => $"{i}"), .. Enumerable.Range(1, 15).Select(i => $"F{i}")], lines);
    }

    [GeneratedRegex(@"`(?<class>[A-Z]\w+(Tests|Properties|Conformance))(\.(?<method>\w+))?`", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Named();

    [GeneratedRegex(@"^\| (?<number>F?[0-9]+) \|", RegexOptions.NonBacktracking | RegexOptions.Multiline | RegexOptions.ExplicitCapture)]
    private static partial Regex Numbered();
}
