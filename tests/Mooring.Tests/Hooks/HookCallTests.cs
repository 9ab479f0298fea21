using Mooring.Configuration;
using Mooring.Hooks;
using Mooring.Tests.Cli;

namespace Mooring.Tests.Hooks;

/// <summary>What certbot says, read as it means it.</summary>
public sealed class HookCallTests
{
    [Fact]
    public void All_that_certbot_says_is_read()
    {
        var call = HookCall.OfAuth(World(
            ("CERTBOT_DOMAIN", "münchen.example"), ("CERTBOT_VALIDATION", "-abc"), ("CERTBOT_REMAINING_CHALLENGES", "2"), ("CERTBOT_ALL_DOMAINS", "a,b")));

        Assert.Equal(("xn--mnchen-3ya.example", "-abc", 2, "a,b"), (call.Domain.Value, call.Value, call.Remaining, call.Run));
    }

    [Fact]
    public void The_identifier_of_newer_certbots_comes_first_and_a_wildcard_loses_its_star() =>
        Assert.Equal("example.com", HookCall.OfAuth(World(
            ("CERTBOT_IDENTIFIER", "*.example.com"), ("CERTBOT_DOMAIN", "other.example"), ("CERTBOT_VALIDATION", "x"))).Domain.Value);

    [Theory]
    [InlineData("", "")]
    [InlineData("", "x")]
    [InlineData("example.com", "")]
    public void An_auth_hook_without_domain_or_value_was_not_called_by_certbot(string domain, string value)
    {
        var e = Assert.Throws<ProblemsException>(() => HookCall.OfAuth(World(("CERTBOT_DOMAIN", domain), ("CERTBOT_VALIDATION", value))));

        Assert.Contains("this can only be used as a certbot hook", Assert.Single(e.Problems).Message.English, StringComparison.Ordinal);
    }

    [Fact]
    public void A_clean_up_hook_needs_the_domain_alone() =>
        Assert.Null(HookCall.OfCleanUp(World(("CERTBOT_DOMAIN", "example.com"))).Value);

    [Theory]
    [InlineData("192.0.2.1", "x", "", "is an IP address")]
    [InlineData("2001:db8::1", "x", "", "is an IP address")]
    [InlineData("a..b", "x", "", "is no domain name")]
    [InlineData("example.com", "token.thumbprint", "token", "answers dns-01")]
    public void What_dns_01_cannot_prove_is_refused_with_the_reason(string domain, string value, string token, string why)
    {
        var e = Assert.Throws<ProblemsException>(() => HookCall.OfAuth(World(("CERTBOT_DOMAIN", domain), ("CERTBOT_VALIDATION", value), ("CERTBOT_TOKEN", token))));

        Assert.Contains(why, Assert.Single(e.Problems).Message.English, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"id":"1","zone":"example.com","name":"_acme-challenge.example.com","value":"v"}""", "1", "v")]
    [InlineData("a wrapper says hello\n{\"id\":\"1\",\"value\":\"v\"}\n", "1", "v")]
    [InlineData("""{"id":1,"zone":7,"value":""}""", null, null)]
    public void The_auth_hooks_line_is_found_in_what_it_said(string output, string? id, string? value)
    {
        var read = HookOutput.TryRead(output);

        Assert.Equal((id, value), (read?.Id, read?.Value));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("{\"id\":")]
    [InlineData("no json")]
    public void Anything_else_says_nothing(string? output) => Assert.Null(HookOutput.TryRead(output));

    private static ProcessEnvironment World(params (string, string)[] variables) =>
        Run.Nowhere with { Variables = ProcessEnvironment.VariablesOf(variables) };
}
