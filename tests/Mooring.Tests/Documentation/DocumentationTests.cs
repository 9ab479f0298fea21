using System.CommandLine;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Mooring.Cli;
using Mooring.Configuration.Sections;
using Mooring.Core;
using Mooring.Core.Names;
using Mooring.Providers;
using Mooring.Testing;
using Mooring.Tests.Configuration;

namespace Mooring.Tests.Documentation;

/// <summary>What the documents say is true.</summary>
public sealed partial class DocumentationTests
{
    public static TheoryData<string> Pages() => [.. ShownCommands.Pages];

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
    [InlineData("docs/security.md")]
    [InlineData("docs/security.zh-CN.md")]
    public void The_rights_to_grant_are_those_that_the_program_asks_for(string file)
    {
        var page = Checkout.Read(file);
        var zone = DomainName.Parse("example.com");

        var shown = JsonBlock().Matches(page).Select(block => JsonNode.Parse(block.Groups["json"].Value)!.ToJsonString());

        Assert.Equal(ProviderCatalog.All.Select(provider => JsonNode.Parse(provider.Policy(zone))!.ToJsonString()), shown);
        Assert.All(ProviderCatalog.All, provider => Assert.Contains($"({provider.KeyConsole})", page, StringComparison.Ordinal));
        Assert.All(ProviderCatalog.All, provider => Assert.Contains($"({provider.PermissionConsole})", page, StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Pages))]
    public void Every_configuration_shown_is_valid(string file) =>
        Assert.Empty(Problems(Checkout.Read(file)).Select(problem => $"{file}: {problem}"));

    [Fact]
    public void A_slip_in_a_configuration_shown_is_found() =>
        Assert.NotEmpty(Problems("Such as\n\n```yaml\nrecords:\n  - { name: nas.example.com, address: wan4 }\n```\n"));

    [Theory]
    [MemberData(nameof(Pages))]
    public void Every_command_line_shown_is_one_of_the_program(string file)
    {
        foreach (var shown in ShownCommands.In(Checkout.Read(file)))
        {
            Assert.Empty(Complaints(shown).Select(why => $"{file}: mooring{shown}: {why}"));
        }
    }

    [Theory]
    [MemberData(nameof(Pages))]
    public void Every_option_named_is_one_of_the_program(string file)
    {
        // What is refused by name, and options of other programs that a page names by themselves.
        string[] others = ["--insecure", "--manual-auth-hook"];
        var known = new GlobalOptions(Language.English).All
            .Concat(Verbs.All(Language.English).OfType<Verb>().SelectMany(WithVerbsBelow).SelectMany(verb => verb.Options))
            .Select(option => option.Name);

        Assert.Empty(OptionNamed().Matches(Checkout.Read(file)).Select(option => option.Value).Except([.. known, .. others], StringComparer.Ordinal));
    }

    [Theory]
    [InlineData(Language.English)]
    [InlineData(Language.Chinese)]
    public void Every_example_of_the_help_is_a_command_line_of_the_program(Language language)
    {
        var examples = Verbs.All(language).OfType<Verb>().SelectMany(WithVerbsBelow).SelectMany(verb => verb.Examples).ToList();

        Assert.NotEmpty(examples);
        Assert.Empty(examples.SelectMany(example => Complaints(ShownCommands.In(example.CommandLine).First()).Select(why => $"{example.CommandLine}: {why}")));
    }

    [Theory]
    [InlineData("*/5 * * * * root out=$(/usr/local/bin/mooring --log-level warning update) || echo \"$out\"")]
    [InlineData("ExecStart=/usr/local/bin/mooring refresh")]
    [InlineData("or let `mooring init --nmae nas.example.com` write it")]
    [InlineData("mooring plan --detailed-exit-code  # what would be written")]
    [InlineData("dotnet run -c Release --project src/Mooring -- demos")]
    public void A_slip_in_a_command_line_shown_is_found(string text) =>
        Assert.NotEmpty(Complaints(ShownCommands.In(text).First()));

    [Theory]
    [MemberData(nameof(Pages))]
    public void Every_link_leads_to_a_file_and_a_heading_of_it(string file)
    {
        foreach (Match link in Link().Matches(Checkout.Read(file)))
        {
            var (target, heading) = (link.Groups["target"].Value, link.Groups["heading"]);
            var path = target.Length == 0 ? file : Path.Combine(Path.GetDirectoryName(file)!, target);

            Assert.True(Path.Exists(Path.Combine(Checkout.Root, path)), $"{file} links to {target}");
            Assert.True(!heading.Success || Headings(Checkout.Read(path)).Contains(heading.Value), $"{file} links to {target}#{heading.Value}");
        }
    }

    [Theory]
    [MemberData(nameof(Pages))]
    public void A_page_and_its_translation_link_to_each_other_and_have_the_same_parts(string file)
    {
        const string Translated = ".zh-CN.md";
        var other = file.EndsWith(Translated, StringComparison.Ordinal) ? file.Replace(Translated, ".md", StringComparison.Ordinal) : file.Replace(".md", Translated, StringComparison.Ordinal);

        if (File.Exists(Path.Combine(Checkout.Root, other)))
        {
            Assert.Contains($"]({Path.GetFileName(other)})", Checkout.Read(file), StringComparison.Ordinal);
            Assert.Equal(Parts(Checkout.Read(file)), Parts(Checkout.Read(other)));
        }
        else
        {
            Assert.False(file.EndsWith(Translated, StringComparison.Ordinal), $"{file} translates no page");
        }
    }

    /// <summary>What a page is made of, in order, without its words: headings, list items, rows of tables, fences.</summary>
    private static IEnumerable<string> Parts(string page) => Part().Matches(page).Select(part => part.Value);

    [GeneratedRegex(@"^(#+ |- |[0-9]+\. |\||```\w*)", RegexOptions.Multiline | RegexOptions.ExplicitCapture, 5_000)]
    private static partial Regex Part();

    private static IEnumerable<string> Problems(string page) =>
        YamlBlock().Matches(page).Select(example => example.Groups["yaml"].Value)
            // The files that the examples name are on the reader's machine, not here.
            .Select(yaml => RootFile().Replace(SecretFile().Replace(yaml, "$${env:ALIDNS_SECRET}"), Sample.Roots))
            .SelectMany(yaml => Sample.Read(yaml).Problems.Select(problem => problem.Message.English));

    private static IEnumerable<Verb> WithVerbsBelow(Verb verb) => [verb, .. verb.Subcommands.OfType<Verb>().SelectMany(WithVerbsBelow)];

    private static IEnumerable<string> Complaints(string arguments)
    {
        var root = new RootCommand();
        new GlobalOptions(Language.English).All.ToList().ForEach(root.Add);
        Verbs.All(Language.English).ToList().ForEach(root.Add);
        return root.Parse(arguments, new ParserConfiguration { EnablePosixBundling = false, ResponseFileTokenReplacer = null })
            .Errors.Select(error => error.Message);
    }

    [GeneratedRegex(@"(?<=`)--[a-z][a-z-]*", RegexOptions.None, 5_000)]
    private static partial Regex OptionNamed();

    [GeneratedRegex(@"^```yaml\n(?<yaml>(?:[^\n]*\n)*?)```$", RegexOptions.Multiline | RegexOptions.ExplicitCapture, 5_000)]
    private static partial Regex YamlBlock();

    [GeneratedRegex(@"^```json\n(?<json>(?:[^\n]*\n)*?)```$", RegexOptions.Multiline | RegexOptions.ExplicitCapture, 5_000)]
    private static partial Regex JsonBlock();

    [GeneratedRegex(@"\$\{file:[^}]+\}", RegexOptions.None, 5_000)]
    private static partial Regex SecretFile();

    [GeneratedRegex(@"(?<=root-certificates: )[^\s,}]+", RegexOptions.None, 5_000)]
    private static partial Regex RootFile();

    /// <summary>The anchors that the headings of a page get: lower case, blanks as hyphens, other signs left out.</summary>
    private static IEnumerable<string> Headings(string page) =>
        Heading().Matches(page).Select(heading => NotInAnchor().Replace(heading.Groups["text"].Value.ToLowerInvariant(), "").Replace(' ', '-'));

    [GeneratedRegex(@"^#+ (?<text>.+)$", RegexOptions.Multiline | RegexOptions.ExplicitCapture, 5_000)]
    private static partial Regex Heading();

    [GeneratedRegex(@"[^\w -]", RegexOptions.None, 5_000)]
    private static partial Regex NotInAnchor();

    [GeneratedRegex(@"\]\((?!https?:)(?<target>[^)#\s]*)(#(?<heading>[^)\s]+))?", RegexOptions.ExplicitCapture, 5_000)]
    private static partial Regex Link();
}
