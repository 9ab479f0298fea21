using Mooring.Core.Certificates;
using Mooring.Core.Names;

namespace Mooring.Core.Tests.Certificates;

public sealed class RegisteredDomainTests
{
    [Theory]
    [InlineData("example.com", "example.com")]
    [InlineData("*.a.b.example.com", "example.com")]
    [InlineData("www.example.com.cn", "example.com.cn")]
    [InlineData("*.example.com.cn", "example.com.cn")]
    [InlineData("example.com.cn", "example.com.cn")]
    [InlineData("com.cn", "com.cn")]
    [InlineData("nas.example.cn", "example.cn")]
    [InlineData("a.example.zj.cn", "example.zj.cn")]
    [InlineData("a.example.zj.com", "zj.com")]
    [InlineData("a.example.co.uk", "example.co.uk")]
    [InlineData("a.example.com.hk", "example.com.hk")]
    [InlineData("a.com.info", "com.info")]
    [InlineData("cn", "cn")]
    public void Is_what_somebody_registered(string name, string registered) =>
        Assert.Equal(registered, RegisteredDomain.Of(DomainName.Parse(name)).Value);
}
