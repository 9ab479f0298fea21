using System.Net;
using System.Text;
using Mooring.Configuration.Settings;
using Mooring.Core;
using Mooring.Web;

namespace Mooring.Tests.Web;

public sealed class CallersTests
{
    private static readonly TokenSettings[] Tokens =
        [new(new Secret("one-token"), ["trigger"], []), new(new Secret("other:token"), ["metrics", "trigger"], [])];

    [Theory]
    [InlineData("Bearer one-token", "trigger", "Granted")]
    [InlineData("bearer  one-token ", "trigger", "Granted")]
    [InlineData("Bearer other:token", "metrics", "Granted")]
    [InlineData("Bearer one-token", "metrics", "Lacking")]
    [InlineData("Bearer one-toke", "trigger", "Unknown")]
    [InlineData("Bearer ", "trigger", "Unknown")]
    [InlineData("one-token", "trigger", "Unknown")]
    [InlineData("Digest one-token", "trigger", "Unknown")]
    [InlineData("Basic %%%", "trigger", "Unknown")]
    [InlineData("Basic bm9jb2xvbg==", "trigger", "Unknown")]
    [InlineData(null, "trigger", "Unknown")]
    public void A_token_opens_its_scopes(string? authorization, string scope, string admission) =>
        Assert.Equal(admission, Callers.Admit(authorization, scope, Tokens).ToString());

    [Fact]
    public void The_password_of_basic_authentication_is_a_token_whatever_the_user() =>
        Assert.Equal(Admission.Granted, Callers.Admit("Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes("router:other:token")), "trigger", Tokens));

    [Fact]
    public void Without_tokens_nobody_is_admitted() =>
        Assert.Equal(Admission.Unknown, Callers.Admit("Bearer ", "trigger", []));

    [Theory]
    [InlineData("localhost", true)]
    [InlineData("LocalHost.", true)]
    [InlineData("127.0.0.1", true)]
    [InlineData("nas", true)]
    [InlineData("mooring.example.com", true)]
    [InlineData("evil.example.net", false)]
    [InlineData("192.0.2.7", false)]
    [InlineData("[::1]", false)]
    [InlineData("", false)]
    public void Only_our_own_names_and_the_address_reached_are_hosts(string host, bool ours) =>
        Assert.Equal(ours, HostCheck.IsOurs(host, IPAddress.Loopback, "NAS", ["mooring.example.com"]));

    [Fact]
    public void An_IPv6_address_stands_in_brackets_and_a_mapped_one_is_IPv4()
    {
        Assert.True(HostCheck.IsOurs("[2001:db8::1]", IPAddress.Parse("2001:db8::1"), "nas", []));
        Assert.True(HostCheck.IsOurs("192.0.2.1", IPAddress.Parse("::ffff:192.0.2.1"), "nas", []));
        Assert.True(HostCheck.IsOurs("192.0.2.9", IPAddress.Loopback, "nas", ["192.0.2.9"]));
    }
}
