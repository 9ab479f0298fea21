using System.Globalization;
using Mooring.Sandbox.World;

namespace Mooring.Sandbox.Tests.CertificateAuthority;

/// <summary>Renewal information and what it leads to (RFC 9773).</summary>
public sealed class RenewalTests : AuthorityHarbour
{
    [Theory]
    [InlineData(90, 60)]
    [InlineData(45, 30)]
    [InlineData(6, 3)]
    public async Task A_certificate_is_to_be_renewed_when_a_third_is_left_or_half_of_a_short_one(int days, int afterDays)
    {
        Settings = Settings with { Lifetime = TimeSpan.FromDays(days) };
        await IssueAsync(["www.example.com"]);

        var (start, end) = await WindowAsync();

        var middle = Newest.NotBefore.AddDays(afterDays);
        Assert.Equal(middle, start + ((end - start) / 2));
        Assert.InRange(end - start, TimeSpan.FromHours(1), TimeSpan.FromDays(2));
    }

    [Fact]
    public async Task It_needs_no_account_and_says_when_to_ask_again()
    {
        await IssueAsync(["www.example.com"]);

        var answer = await Client.GetAsync($"/renewal-info/{Newest.Id}");

        Assert.Equal((200, "21600"), (answer.Status, answer.Header("Retry-After")));
        Assert.Null(answer.Json["explanationURL"]);
        Assert.Null(answer.Header("Replay-Nonce"));
    }

    [Theory]
    [InlineData("nonsense", 400)]
    [InlineData("aYhba4dGQEHhs3uEe6CuLN4ByNQ", 400)]
    [InlineData("aYhba4dGQEHhs3uEe6CuLN4ByNQ.AIdlQyE", 404)]
    public async Task An_identifier_of_no_certificate_is_refused(string id, int status)
    {
        var answer = await Client.GetAsync($"/renewal-info/{id}");

        Assert.Equal((status, "malformed"), (answer.Status, answer.Problem));
    }

    [Fact]
    public async Task What_is_revoked_is_to_be_renewed_at_once()
    {
        await IssueAsync(["www.example.com"]);
        Sandbox.World.Authority.Certificates.Change(Newest.Serial, old => old with { Revoked = Sandbox.World.Clock.Now });

        var (_, end) = await WindowAsync();
        var answer = await Client.GetAsync($"/renewal-info/{Newest.Id}");

        Assert.True(end < Sandbox.World.Clock.Now);
        Assert.Equal(200, (await Client.GetAsync($"{answer.Json["explanationURL"]}")).Status);
    }

    [Fact]
    public async Task An_order_says_which_certificate_it_replaces_and_only_one_may()
    {
        await IssueAsync(["www.example.com", "ftp.example.com"]);
        var old = Newest;
        var abandoned = await Client.OrderAsync(["www.example.com"], Replacing(old));

        var order = await IssueAsync(["www.example.com"], Replacing(old));
        var second = await Client.OrderAsync(["www.example.com"], Replacing(old));

        Assert.Equal(201, abandoned.Status);
        Assert.Equal(old.Id, $"{order.Json["replaces"]}");
        Assert.Equal(old.Serial, Newest.Replaces);
        Assert.Equal((409, "alreadyReplaced"), (second.Status, second.Problem));
    }

    [Fact]
    public async Task What_cannot_be_replaced_is_refused()
    {
        await IssueAsync(["www.example.com"]);
        using var other = new AcmeTestClient(Sandbox);
        await other.RegisterAsync();

        Assert.Equal("unauthorized", (await other.OrderAsync(["www.example.com"], Replacing(Newest))).Problem);
        Assert.Equal("malformed", (await Client.OrderAsync(["ftp.example.com"], Replacing(Newest))).Problem);
        Assert.Equal("malformed", (await Client.OrderAsync(["www.example.com"], ""","replaces":"nonsense" """)).Problem);
        Assert.Equal(404, (await Client.OrderAsync(["www.example.com"], ""","replaces":"aYhba4dGQEHhs3uEe6CuLN4ByNQ.AIdlQyE" """)).Status);
    }

    private static string Replacing(AuthorityCertificate certificate) => $$""","replaces":"{{certificate.Id}}" """;

    private async Task<(DateTimeOffset Start, DateTimeOffset End)> WindowAsync()
    {
        var window = (await Client.GetAsync($"/renewal-info/{Newest.Id}")).Json["suggestedWindow"]!;
        return (Read($"{window["start"]}"), Read($"{window["end"]}"));
    }

    private static DateTimeOffset Read(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture);
}
