using System.Collections.Immutable;
using Mooring.EndToEnd.Tests.Harness;
using Mooring.Testing;

namespace Mooring.EndToEnd.Tests.Certificates;

/// <summary>An authority that wants an account of its own users, with a service that makes one for a mail address.</summary>
public sealed class ExternalAccountTests
{
    private const string Mac = "zWNDZM6eQGHWpSRTPal5eIUYFTu7EajVIoguysqZ9wG44nMEtx3MUAsUDkMTQ12W";

    [Fact]
    public async Task Credentials_are_fetched_used_once_and_shown_nowhere()
    {
        await using var harbour = await Harbour.OpenAsync();
        await using var service = new HookServer { Answer = Reply($$"""{"success":true,"eab_kid":"kid-1","eab_hmac_key":"{{Mac}}"}""") };
        await ConfigureAsync(harbour, service);

        var first = await harbour.RunAsync("cert", "issue", "--log-level", "trace");
        var again = await harbour.RunAsync("cert", "issue", "--log-level", "trace");

        Assert.True(first.ExitCode == 0, first.ToString());
        Assert.True(again.ExitCode == 0, again.ToString());
        Assert.EndsWith("\r\n\r\nemail=me%40example.com", await service.NextAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
        Assert.Equal(2, harbour.World.Authority.Certificates.All.Count);
        Assert.DoesNotContain(Mac, $"{first}{again}", StringComparison.Ordinal);
        Assert.DoesNotContain(Directory.GetFiles(harbour.State, "*", SearchOption.AllDirectories), file => File.ReadAllText(file).Contains(Mac, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_service_that_refuses_is_told_with_what_to_do()
    {
        await using var harbour = await Harbour.OpenAsync();
        await using var service = new HookServer { Answer = Reply("""{"success":false,"error":{"code":2900,"type":"invalid_email"}}""") };
        await ConfigureAsync(harbour, service);

        var result = await harbour.RunAsync("cert", "issue");

        Assert.True(result.ExitCode == 1, result.ToString());
        Assert.Contains("it says invalid_email; get a key id and an HMAC key", result.Error, StringComparison.Ordinal);
        Assert.Empty(harbour.World.Authority.Certificates.All);
    }

    private static string Reply(string body) => $"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: {body.Length}\r\nConnection: close\r\n\r\n{body}";

    private static Task ConfigureAsync(Harbour harbour, HookServer service)
    {
        var authority = harbour.World.Authority;
        authority.Settings = authority.Settings with { ExternalAccounts = ImmutableSortedDictionary<string, string>.Empty.Add("kid-1", Mac) };
        return harbour.UseOwnAuthorityAsync("name: example, domains: [example.com]", $", email: me@example.com, eab-from: \"{service.Url}\"");
    }
}
