namespace Mooring.Acme.Tests.Orders;

public sealed class CertificateNameTests
{
    [Theory]
    [InlineData("example.com", "example.com")]
    [InlineData("*.Example.com.", "*.example.com")]
    [InlineData("bücher.example", "xn--bcher-kva.example")]
    [InlineData("nas", "nas")]
    [InlineData("1.example.com", "1.example.com")]
    public void Names_of_hosts_are_read(string text, string value)
    {
        Assert.True(CertificateName.TryParse(text, out var name, out var why));

        Assert.Equal((value, null), (name.Value, why));
    }

    [Theory]
    [InlineData("192.0.2.1", "RFC 8738")]
    [InlineData("*.192.0.2.1", "RFC 8738")]
    [InlineData("2001:db8::1", "RFC 8738")]
    [InlineData("[2001:db8::1]", "RFC 8738")]
    [InlineData("_acme.example.com", "'_'")]
    [InlineData("*.*.example.com", "leftmost")]
    [InlineData("*", "no name of a host")]
    [InlineData(".", "no name of a host")]
    [InlineData("", "empty")]
    [InlineData(null, "empty")]
    [InlineData("a..example.com", "empty")]
    public void Others_are_refused_with_the_reason(string? text, string reason)
    {
        Assert.False(CertificateName.TryParse(text, out var name, out var why));

        Assert.Null(name);
        Assert.Contains(reason, why.English, StringComparison.Ordinal);
    }
}
