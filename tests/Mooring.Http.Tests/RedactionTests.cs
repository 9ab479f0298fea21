using System.Text;

namespace Mooring.Http.Tests;

public sealed class RedactionTests
{
    [Theory]
    [InlineData("https://dns.example.com/?Action=AddDomainRecord&AccessKeyId=LTAI5tExample&Signature=aB%2FcD%2B%3D&RR=www", "Action=AddDomainRecord&AccessKeyId=LTAI***&Signature=***&RR=www")]
    [InlineData("https://dns.example.com/?SecretId=AKIDz8&Signature=a/b+c=&Timestamp=1", "SecretId=AKID***&Signature=***&Timestamp=1")]
    [InlineData("https://dns.example.com/?SignatureNonce=n1&SignatureMethod=HMAC-SHA1&SecurityToken=CAIS/x%2B&Version=1", "SignatureNonce=n1&SignatureMethod=HMAC-SHA1&SecurityToken=***&Version=1")]
    [InlineData("https://dns.example.com/?login_token=13490,6b5976c68a&format=json", "login_token=***")]
    public void Of_an_address_the_parameters_that_are_no_secret_stay_readable(string url, string shown) =>
        Assert.Contains(shown, Redaction.Text(url), StringComparison.Ordinal);

    [Theory]
    [InlineData("http://user:p%40ss@proxy.example.com:3128")]
    [InlineData("cannot reach http://user:p%40ss@proxy.example.com:3128 now")]
    public void User_information_never_shows(string text)
    {
        var shown = Redaction.Text(text);

        Assert.Contains("http://***@proxy.example.com:3128", shown, StringComparison.Ordinal);
        Assert.DoesNotContain("ss@", shown, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Credential=AKIDz8krbsJ5/2026-01-02/dnspod/tc3_request, SignedHeaders=host, Signature=2230eefd")]
    [InlineData("""{"AccessKeyId":"AKIDz8krbsJ5","Signature":"2230eefd"}""")]
    [InlineData("""{\"AccessKeyId\":\"AKIDz8krbsJ5\",\"Signature\":\"2230\/eefd\"}""")]
    [InlineData("""{"Message":"server string to sign is:GET&%2F&AccessKeyId%3DAKIDz8krbsJ5%26Signature%3D2230eefd"}""")]
    [InlineData("token: 2230eefd, SecretId: AKIDz8krbsJ5")]
    [InlineData("Authorization: Bearer 2230eefd for AccessKeyId=AKIDz8krbsJ5")]
    [InlineData("client_secret=2230eefd&SecretId=AKIDz8krbsJ5")]
    [InlineData("ClientSecret='2230eefd' access_key_id='AKIDz8krbsJ5'")]
    public void Secrets_are_found_in_whatever_form_a_message_repeats_them(string text)
    {
        var shown = Redaction.Text(text);

        Assert.DoesNotContain("2230", shown, StringComparison.Ordinal);
        Assert.DoesNotContain("eefd", shown, StringComparison.Ordinal);
        Assert.DoesNotContain("krbsJ5", shown, StringComparison.Ordinal);
        Assert.Contains("AKID***", shown, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_request_shows_its_body_but_for_the_secrets_in_it_and_is_cut()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "https://dns.example.com/")
        {
            Content = new StringContent("""{"Domain":"example.com","Token":"t0p"}""" + new string(' ', 5000), Encoding.UTF8, "application/json"),
        };

        var shown = await Redaction.RequestAsync(request, TestContext.Current.CancellationToken);

        Assert.StartsWith("""POST https://dns.example.com/ {"Domain":"example.com","Token":"***"}""", shown, StringComparison.Ordinal);
        Assert.Equal(2001, shown.Length);
    }

    [Fact]
    public void A_secret_that_a_long_text_ends_with_is_not_shown_in_half() =>
        Assert.DoesNotContain("hunter", Redaction.Text(new string('x', 1990) + " Signature=hunter2hunter2hunter2"), StringComparison.Ordinal);

    [Fact]
    public void A_proxy_shows_neither_user_nor_password()
    {
        Assert.True(ProxyAddress.TryParse("http://user:p%40ss@proxy.example.com:3128", out var proxy, out _));

        Assert.Equal("http://proxy.example.com:3128", proxy.ToString());
        Assert.Equal("http://proxy.example.com:3128/", proxy.Address.ToString());
    }
}
