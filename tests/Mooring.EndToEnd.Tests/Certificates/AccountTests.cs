using System.Security.Cryptography.X509Certificates;
using Mooring.Acme;
using Mooring.EndToEnd.Tests.Harness;
using Mooring.Engine.Issuing.Keeping;
using Mooring.Engine.Issuing.Ordering;
using Mooring.Engine.Store;
using Mooring.Http;

namespace Mooring.EndToEnd.Tests.Certificates;

/// <summary>The account at an authority: shown, given another key, given up; a change of key that was killed.</summary>
public sealed class AccountTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task It_is_shown_gets_a_new_key_and_issues_with_it()
    {
        await using var harbour = await OpenAsync();
        var none = await harbour.RunAsync("cert", "account", "show");
        var early = await harbour.RunAsync("cert", "account", "rollover");
        await harbour.RunAsync("cert", "issue");
        var (before, key) = (await StandingAsync(harbour), KeyIn(harbour));

        var changed = await harbour.RunAsync("cert", "account", "rollover", "own");
        var issued = await harbour.RunAsync("cert", "issue");

        Assert.Contains("none yet", none.Output, StringComparison.Ordinal);
        Assert.Equal(1, early.ExitCode);
        Assert.Contains("there is no account yet", early.Error, StringComparison.Ordinal);
        Assert.True(changed.ExitCode == 0, changed.ToString());
        Assert.NotEqual(key, KeyIn(harbour));
        Assert.True(issued.ExitCode == 0, issued.ToString());
        Assert.Equal((before.Url, "valid"), await StandingAsync(harbour));
    }

    [Fact]
    public async Task It_is_given_up_only_when_that_is_meant_and_the_next_certificate_makes_a_new_one()
    {
        await using var harbour = await OpenAsync();
        await harbour.RunAsync("cert", "issue");
        var before = await StandingAsync(harbour);

        var asked = await harbour.RunAsync("cert", "account", "deactivate");
        var meant = await harbour.RunAsync("cert", "account", "deactivate", "--yes");
        var issued = await harbour.RunAsync("cert", "issue");

        Assert.Equal(2, asked.ExitCode);
        Assert.Contains("add --yes", asked.Error, StringComparison.Ordinal);
        Assert.True(meant.ExitCode == 0, meant.ToString());
        Assert.True(issued.ExitCode == 0, issued.ToString());
        Assert.NotEqual(before.Url, (await StandingAsync(harbour)).Url);
    }

    [Fact]
    public async Task Wherever_a_change_of_key_is_killed_the_next_run_finds_out_which_key_counts()
    {
        await using var harbour = await OpenAsync();
        await harbour.RunAsync("cert", "issue");
        var (url, _) = await StandingAsync(harbour);
        for (var i = 0; i < 6; i++)
        {
            using var process = MooringProgram.Start(harbour.Directory, ["cert", "account", "rollover"]);
            for (var left = 2 * i; left >= 0 && !process.HasExited;)
            {
                left -= FindIn(harbour, "pending.pem") is null ? 0 : 1;
                await Task.Delay(TimeSpan.FromMilliseconds(2), TimeProvider.System, Cancellation);
            }

            process.Kill();
            await process.WaitForExitAsync(Cancellation);

            Assert.Equal((url, "valid"), await StandingAsync(harbour));
            Assert.Null(FindIn(harbour, "pending.pem"));
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_pending_key_counts_when_the_authority_has_it_and_is_dropped_when_not(bool isThere)
    {
        await using var harbour = await OpenAsync();
        await harbour.RunAsync("cert", "issue");
        var (issuer, keys) = (Issuer(harbour), new AccountStore(harbour.State, TimeProvider.System));
        var accounts = new AcmeAccounts(keys, new InMemoryStateStore(), "mooring", TimeProvider.System);
        var before = (await keys.FindAsync(issuer.Directory, null, Cancellation))!;
        using var next = AcmeKey.Create(AcmeKeyKind.ES256);
        await keys.SavePendingKeyAsync(issuer.Directory, null, next.ToPem(), Cancellation);
        if (isThere)
        {
            using var old = AcmeKey.FromPem(before.Key);
            using var client = new AcmeClient(new AcmeClientOptions { Directory = issuer.Directory, Connections = issuer.Connections }, old, TimeProvider.System) { AccountUrl = before.Url!.OriginalString };
            await client.ChangeKeyAsync(next, Cancellation);
        }

        var found = await accounts.LookAsync(issuer, Cancellation);

        Assert.Equal((before.Url!.OriginalString, "valid"), (found.Account, found.Status));
        var after = (await keys.FindAsync(issuer.Directory, null, Cancellation))!;
        Assert.Null(after.PendingKey);
        Assert.Equal(isThere ? next.ToPem().Reveal() : before.Key.Reveal(), after.Key.Reveal());
    }

    private static async Task<Harbour> OpenAsync()
    {
        var harbour = await Harbour.OpenAsync();
        await harbour.UseOwnAuthorityAsync("name: example, domains: [example.com]", "");
        return harbour;
    }

    private static Issuer Issuer(Harbour harbour)
    {
        var roots = new X509Certificate2Collection();
        roots.ImportFromPem(harbour.Sandbox.RootPem);
        return new Issuer("own", new Uri($"https://127.0.0.1:{harbour.Sandbox.Ports.Ca}/directory")) { Connections = new HttpConnectionOptions { RootCertificates = roots } };
    }

    private static async Task<(string? Url, string? Status)> StandingAsync(Harbour harbour)
    {
        var shown = await harbour.RunAsync("cert", "account", "show", "--output", "json");
        Assert.True(shown.ExitCode == 0, shown.ToString());
        var account = shown.Json.GetProperty("accounts")[0];
        return (account.GetProperty("url").GetString(), account.GetProperty("status").GetString());
    }

    private static string KeyIn(Harbour harbour) => File.ReadAllText(FindIn(harbour, "key.pem")!);

    private static string? FindIn(Harbour harbour, string file) =>
        Directory.GetFiles(Path.Combine(harbour.State, "certificates", "accounts"), file, SearchOption.AllDirectories).SingleOrDefault();
}
