using Mooring.Core.Names;

namespace Mooring.Core.Tests;

public sealed class DomainNameTests
{
    [Theory]
    [InlineData("NAS.Example.COM.", "nas.example.com")]
    [InlineData("*.lab.example.com", "*.lab.example.com")]
    [InlineData("_acme-challenge.example.com", "_acme-challenge.example.com")]
    public void Reads_names_as_people_type_them(string typed, string canonical) =>
        Assert.Equal(canonical, DomainName.Parse(typed).Value);

    [Theory]
    [InlineData("a..example.com", "empty")]
    [InlineData("a.*.example.com", "leftmost")]
    [InlineData("a b.example.com", "cannot hold")]
    [InlineData("-a.example.com", "hyphen")]
    [InlineData("", "empty")]
    public void Refuses_what_is_no_name_and_says_why(string typed, string reason)
    {
        Assert.False(DomainName.TryParse(typed, out _, out var why));
        Assert.Contains(reason, why.English, StringComparison.Ordinal);
    }

    [Fact]
    public void The_zone_of_a_name_is_the_longest_suffix_on_label_borders()
    {
        var zones = new[] { "com.cn", "example.com", "a.example.com", "ample.com" }.Select(DomainName.Parse).ToArray();

        Assert.Equal("a.example.com", ZoneMatch.Longest(DomainName.Parse("x.a.example.com"), zones)?.Value);
        Assert.Equal("example.com", ZoneMatch.Longest(DomainName.Parse("ba.example.com"), zones)?.Value);
        Assert.Null(ZoneMatch.Longest(DomainName.Parse("example.org"), zones));
    }
}
