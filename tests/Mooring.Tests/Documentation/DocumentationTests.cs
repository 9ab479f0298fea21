using System.Text.RegularExpressions;
using Mooring.Configuration.Sections;
using Mooring.Core;
using Mooring.Testing;
using Mooring.Tests.Configuration;

namespace Mooring.Tests.Documentation;

/// <summary>What the documents say is true.</summary>
public sealed partial class DocumentationTests
{
    public static TheoryData<string> Pages() =>
        [.. Checkout.Files("docs", "*.md"), "README.md", "README.zh-CN.md", "CONTRIBUTING.md"];

    [Theory]
    [InlineData("docs/configuration.md", Language.English)]
    [InlineData("docs/configuration.zh-CN.md", Language.Chinese)]
    public void The_tables_of_the_configuration_are_those_of_the_loader(string file, Language language)
    {
        var page = Checkout.Read(file);

        var renewed = ConfigurationPage.Renew(page, RootSection.Shape, language);

        if (page != renewed)
        {
            var copy = Path.Combine(AppContext.BaseDirectory, Path.GetFileName(file));
            File.WriteAllText(copy, renewed);
            Assert.Fail($"{file} is stale: look at {copy} and copy it there");
        }
    }

    [Theory]
    [MemberData(nameof(Pages))]
    public void Every_configuration_shown_is_valid(string file)
    {
        foreach (Match example in YamlBlock().Matches(Checkout.Read(file)))
        {
            // The files that the examples name are on the reader's machine, not here.
            var withoutSecrets = SecretFile().Replace(example.Groups["yaml"].Value, "$${env:ALIDNS_SECRET}");
            var loaded = Sample.Read(RootFile().Replace(withoutSecrets, Sample.Roots));

            Assert.Empty(loaded.Problems.Select(problem => $"{file}: {problem.Message.English}"));
        }
    }

    [Theory]
    [MemberData(nameof(Pages))]
    public void Every_link_leads_to_a_file(string file)
    {
        foreach (Match link in Link().Matches(Checkout.Read(file)))
        {
            var target = Path.Combine(Checkout.Root, Path.GetDirectoryName(file)!, link.Groups["target"].Value);
            Assert.True(Path.Exists(target), $"{file} links to {link.Groups["target"].Value}");
        }
    }

    [GeneratedRegex(@"^```yaml\n(?<yaml>(?:[^\n]*\n)*?)```$", RegexOptions.Multiline | RegexOptions.ExplicitCapture, 5_000)]
    private static partial Regex YamlBlock();

    [GeneratedRegex(@"\$\{file:[^}]+\}", RegexOptions.None, 5_000)]
    private static partial Regex SecretFile();

    [GeneratedRegex(@"(?<=root-certificates: )[^\s,}]+", RegexOptions.None, 5_000)]
    private static partial Regex RootFile();

    [GeneratedRegex(@"\]\((?<target>(?!https?:)[^)#\s]+)", RegexOptions.ExplicitCapture, 5_000)]
    private static partial Regex Link();
}
