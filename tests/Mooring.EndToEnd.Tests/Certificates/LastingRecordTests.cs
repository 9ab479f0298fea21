using System.Text.RegularExpressions;
using Mooring.EndToEnd.Tests.Harness;

namespace Mooring.EndToEnd.Tests.Certificates;

/// <summary>dns-persist-01 at the sandbox's CA, which offers it beside dns-01.</summary>
public sealed partial class LastingRecordTests
{
    [Fact]
    public async Task What_would_be_published_is_shown_and_once_it_stands_that_is_told()
    {
        await using var harbour = await Harbour.OpenAsync();
        await harbour.UseOwnAuthorityAsync("name: example, domains: [\"*.example.com\"]", "");

        var before = await harbour.RunAsync("cert", "issue");
        var shown = Shown().Match(before.Error);
        harbour.Edit("example.com", records => records.Add(harbour.Record(Cloud.Alidns, $"_validation-persist TXT {shown.Groups["record"].Value}")));
        var after = await harbour.RunAsync("cert", "issue");

        Assert.True(before.ExitCode == 0 && shown.Success, before.ToString());
        Assert.True(after.ExitCode == 0, after.ToString());
        Assert.Contains("the lasting record at _validation-persist.example.com stands (dns-persist-01)", after.Error, StringComparison.Ordinal);
    }

    [GeneratedRegex(@"as TXT at _validation-persist\.example\.com: (?<record>ca\.sandbox\.example; accounturi=\S+; policy=wildcard)", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Shown();
}
