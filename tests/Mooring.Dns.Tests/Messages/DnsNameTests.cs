using Mooring.Core.Names;

namespace Mooring.Dns.Tests;

public sealed class DnsNameTests
{
    [Theory]
    [InlineData("www.example.com")]
    [InlineData("WwW.eXample.com")]
    [InlineData(".")]
    [InlineData(@"a\.b.example.com")]
    [InlineData(@"\000\255\032\\\"".example.com")]
    [InlineData("*.a.*.example.com")]
    [InlineData("-a-._b")]
    public void Is_written_as_it_was_read(string text) => Assert.Equal(text, DnsName.Parse(text).ToString());

    [Theory]
    [InlineData("example.com.", "example.com")]
    [InlineData(@"\097\.b", @"a\.b")]
    [InlineData(@"\a\-b", "a-b")]
    public void Has_one_form_however_it_was_typed(string typed, string form) => Assert.Equal(form, DnsName.Parse(typed).ToString());

    [Theory]
    [InlineData("")]
    [InlineData("..")]
    [InlineData("a..b")]
    [InlineData(".a")]
    [InlineData(@"a\")]
    [InlineData(@"a\25")]
    [InlineData(@"a\256")]
    [InlineData("a b")]
    [InlineData("例子.example.com")]
    public void Refuses_what_is_no_name(string text)
    {
        Assert.False(DnsName.TryParse(text, out _, out var why));
        Assert.NotEmpty(why);
    }

    [Fact]
    public void Has_labels_of_at_most_63_and_at_most_255_octets_in_all()
    {
        var label = new string('a', 63);
        var longest = $"{label}.{label}.{label}.{label[..61]}";

        Assert.Equal(255, DnsName.Parse(longest).Wire.Length);
        Assert.False(DnsName.TryParse(longest + "a", out _, out _));
        Assert.False(DnsName.TryParse(longest + ".a", out _, out _));
        Assert.False(DnsName.TryParse(label + "a", out _, out _));
    }

    [Fact]
    public void Is_compared_without_regard_to_the_case_of_ASCII_letters_only()
    {
        Assert.Equal(DnsName.Parse("WWW.Example.com"), DnsName.Parse("www.example.COM"));
        Assert.Equal(DnsName.Parse("WWW").GetHashCode(), DnsName.Parse("www").GetHashCode());
        Assert.False(DnsName.Parse("WWW").EqualsExactly(DnsName.Parse("www")));
        Assert.NotEqual(DnsName.Parse("[]"), DnsName.Parse("{}"));
        Assert.NotEqual(DnsName.Parse(@"\192"), DnsName.Parse(@"\224"));
    }

    [Fact]
    public void A_label_with_a_dot_is_not_two_labels()
    {
        Assert.NotEqual(DnsName.Parse(@"www\.example.com"), DnsName.Parse("www.example.com"));
        Assert.False(DnsName.Parse(@"www\.example.com").IsWithin(DnsName.Parse("example.com")));
        Assert.False(DnsName.Parse(@"www\.example.com").TryToDomainName(out _));
    }

    [Fact]
    public void Lies_within_its_zone_on_label_borders()
    {
        var zone = DnsName.Parse("Example.com");

        Assert.True(DnsName.Parse("example.com").IsWithin(zone));
        Assert.True(DnsName.Parse("a.b.example.COM").IsWithin(zone));
        Assert.True(zone.IsWithin(DnsName.Root));
        Assert.False(DnsName.Parse("badexample.com").IsWithin(zone));
        Assert.False(DnsName.Parse("com").IsWithin(zone));
    }

    [Theory]
    [InlineData("WWW.example.com", "www.example.com")]
    [InlineData("_acme-challenge.example.com", "_acme-challenge.example.com")]
    [InlineData("*.example.com", "*.example.com")]
    [InlineData(".", "")]
    public void Becomes_the_canonical_name_where_it_is_a_legal_owner_name(string text, string canonical)
    {
        Assert.True(DnsName.Parse(text).TryToDomainName(out var name));
        Assert.Equal(canonical, name.Value);
        Assert.Equal(DnsName.Parse(text), (DnsName)name);
    }

    [Fact]
    public void Goes_up_label_by_label_to_the_root()
    {
        var name = DnsName.Parse("a.b");

        Assert.Equal("b", name.Parent?.ToString());
        Assert.Equal(DnsName.Root, name.Parent?.Parent);
        Assert.Null(DnsName.Root.Parent);
        Assert.Equal(["a", "b"], name.Labels.Select(label => label.Text));
        Assert.Equal("a.b", ((DnsName)DomainName.Parse("A.B.")).ToString());
    }
}
