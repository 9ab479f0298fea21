using System.Text.Json;

namespace Mooring.Core.Tests;

public sealed class SecretTests
{
    private sealed record Account(string Id, Secret Key);

    [Fact]
    public void Shows_only_stars_wherever_it_stands()
    {
        var account = new Account("id", new Secret("s3cr3t"));

        Assert.Equal("***", account.Key.ToString());
        Assert.DoesNotContain("s3cr3t", account.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("s3cr3t", JsonSerializer.Serialize(account), StringComparison.Ordinal);
        Assert.Equal("s3cr3t", account.Key.Reveal());
    }

    [Fact]
    public void Equals_by_content_so_that_a_rotated_key_is_noticed()
    {
        Assert.Equal(new Secret("a"), new Secret("a"));
        Assert.NotEqual(new Secret("a"), new Secret("b"));
    }

    [Fact]
    public void Refuses_to_be_empty() => Assert.Throws<ArgumentException>(() => new Secret(""));
}
