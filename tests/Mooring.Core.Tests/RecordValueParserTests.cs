using Mooring.Core.Records;

namespace Mooring.Core.Tests;

public sealed class RecordValueParserTests
{
    [Theory]
    [InlineData("A", "192.0.2.1", "192.0.2.1")]
    [InlineData("A", " 192.0.2.1 ", "192.0.2.1")]
    [InlineData("AAAA", "2001:DB8:0:0::0001", "2001:db8::1")]
    [InlineData("AAAA", "2001:db8::192.0.2.1", "2001:db8::c000:201")]
    [InlineData("CNAME", "WWW.Example.NET.", "www.example.net")]
    [InlineData("NS", "ns1.example.net", "ns1.example.net")]
    [InlineData("TXT", "v=spf1 -all", "v=spf1 -all")]
    [InlineData("TXT", "\"v=spf1 -all\"", "v=spf1 -all")]
    [InlineData("TXT", "\"v=DKIM1; p=abc\" \"def\"", "v=DKIM1; p=abcdef")]
    [InlineData("TXT", "\"a \\\"b\\\" \\\\c\"", "a \"b\" \\c")]
    [InlineData("TXT", "测试 a b+c~*'()", "测试 a b+c~*'()")]
    [InlineData("SRV", "0  5   05060 SIP.example.com.", "0 5 5060 sip.example.com")]
    [InlineData("SRV", "0 0 0 .", "0 0 0 .")]
    [InlineData("CAA", "0 Issue letsencrypt.org", "0 issue \"letsencrypt.org\"")]
    [InlineData("CAA", "128  issue \"letsencrypt.org; validationmethods=dns-01\"", "128 issue \"letsencrypt.org; validationmethods=dns-01\"")]
    [InlineData("CAA", "0 issuewild \"\"", "0 issuewild \"\"")]
    [InlineData("CAA", "0 issue ;", "0 issue \";\"")]
    [InlineData("REDIRECT_URL", "HTTPS://WWW.Example.com:8443/A?b=C#d", "https://www.example.com:8443/A?b=C#d")]
    [InlineData("FORWARD_URL", "http://192.0.2.1", "http://192.0.2.1")]
    public void Reads_a_value_into_its_canonical_form(string type, string typed, string canonical)
    {
        Assert.True(RecordValueParser.TryParse(RecordType.Of(type), typed, null, out var value, out var why), why?.English);
        Assert.Equal(new RecordValue(canonical), value);

        Assert.True(RecordValueParser.TryParse(RecordType.Of(type), value.Data, null, out var again, out _));
        Assert.Equal(value, again);
    }

    [Theory]
    [InlineData("A", "192.0.2", "IPv4 address")]
    [InlineData("A", "192.0.2.256", "IPv4 address")]
    [InlineData("A", "192.0.2.01", "IPv4 address")]
    [InlineData("A", "0xC0.0.2.1", "IPv4 address")]
    [InlineData("A", "2001:db8::1", "IPv4 address")]
    [InlineData("AAAA", "192.0.2.1", "IPv6 address")]
    [InlineData("AAAA", "2001:db8::1/64", "IPv6 address")]
    [InlineData("AAAA", "[2001:db8::1]", "IPv6 address")]
    [InlineData("AAAA", "fe80::1%eth0", "IPv6 address")]
    [InlineData("AAAA", "2001:db8::1::2", "IPv6 address")]
    [InlineData("AAAA", "::ffff:192.0.2.1", "publish 192.0.2.1 as type A")]
    [InlineData("CNAME", "192.0.2.1", "not to the address")]
    [InlineData("CNAME", "2001:db8::1", "not to the address")]
    [InlineData("CNAME", ".", "cannot be the target")]
    [InlineData("CNAME", "*.example.com", "cannot be the target")]
    [InlineData("CNAME", "a b.example.com", "no domain name")]
    [InlineData("MX", "mx.example.net", "needs a priority")]
    [InlineData("MX", "65536 mx.example.net", "0 to 65535")]
    [InlineData("MX", "10 20 mx.example.net", "needs a priority")]
    [InlineData("TXT", "", "empty")]
    [InlineData("TXT", "\"\"", "empty")]
    [InlineData("TXT", "\"open", "row of quoted strings")]
    [InlineData("TXT", "\"a\" b", "row of quoted strings")]
    [InlineData("TXT", "\"\\065\"", "row of quoted strings")]
    [InlineData("TXT", "\"\\\"a\\\"\"", "quote of its own")]
    [InlineData("TXT", "a\nb", "U+000A")]
    [InlineData("TXT", "a\0b", "U+0000")]
    [InlineData("TXT", "a\u0085b", "U+0085")]
    [InlineData("SRV", "0 5 5060", "priority weight port target")]
    [InlineData("SRV", "0 5 65536 sip.example.com", "port '65536'")]
    [InlineData("SRV", "0 -1 5060 sip.example.com", "weight '-1'")]
    [InlineData("SRV", "0 5 5060 192.0.2.1", "not to the address")]
    [InlineData("CAA", "256 issue \"x\"", "flags tag")]
    [InlineData("CAA", "0 is-sue \"x\"", "flags tag")]
    [InlineData("CAA", "0 issue", "flags tag")]
    [InlineData("CAA", "0 issue \"a\"b\"", "flags tag")]
    [InlineData("REDIRECT_URL", "www.example.com", "no URL")]
    [InlineData("REDIRECT_URL", "ftp://www.example.com/", "no URL")]
    [InlineData("REDIRECT_URL", "https://user:word@www.example.com/", "no URL")]
    [InlineData("REDIRECT_URL", "https://www.example.com/a b", "no URL")]
    [InlineData("REDIRECT_URL", "https://a..example.com/", "empty")]
    [InlineData("REDIRECT_URL", "https://www.example.com:99999/", "no valid URL")]
    [InlineData("PTR", "www.example.com", "not written")]
    public void Refuses_what_is_no_value_of_the_type_and_says_why(string type, string typed, string reason)
    {
        Assert.False(RecordValueParser.TryParse(RecordType.Of(type), typed, null, out var value, out var why));

        Assert.Null(value);
        Assert.Contains(reason, why.English, StringComparison.Ordinal);
        Assert.False(why.English == why.Chinese);
    }

    [Theory]
    [InlineData("mx.example.net", 10, 10)]
    [InlineData("10 MX.example.net.", null, 10)]
    [InlineData("10 mx.example.net", 10, 10)]
    [InlineData("mx.example.net", 0, 0)]
    public void The_priority_of_an_MX_record_stands_beside_its_name_or_before_it(string typed, int? given, int priority)
    {
        Assert.True(RecordValueParser.TryParse(RecordType.Mx, typed, given, out var value, out _));

        Assert.Equal(new RecordValue("mx.example.net", priority), value);
        Assert.True(RecordValueParser.TryParse(RecordType.Mx, value.ToString(), null, out var again, out _));
        Assert.Equal(value, again);
    }

    [Fact]
    public void An_MX_record_may_say_that_there_is_no_mail()
    {
        Assert.True(RecordValueParser.TryParse(RecordType.Mx, "0 .", null, out var value, out _));

        Assert.Equal(new RecordValue(".", 0), value);
    }

    [Theory]
    [InlineData("MX", "10 mx.example.net", 20, "twice")]
    [InlineData("MX", "mx.example.net", -1, "0 to 65535")]
    [InlineData("A", "192.0.2.1", 10, "MX records only")]
    public void Refuses_a_priority_that_does_not_fit(string type, string typed, int priority, string reason)
    {
        Assert.False(RecordValueParser.TryParse(RecordType.Of(type), typed, priority, out _, out var why));

        Assert.Contains(reason, why.English, StringComparison.Ordinal);
    }

    [Fact]
    public void Half_a_character_is_no_text()
    {
        Assert.False(RecordValueParser.TryParse(RecordType.Txt, "a\ud800b", null, out _, out var why));

        Assert.Contains("lone surrogate", why.English, StringComparison.Ordinal);
    }

    [Fact]
    public void A_text_may_fill_a_record_and_no_more()
    {
        Assert.True(RecordValueParser.TryParse(RecordType.Txt, new string('a', 65279), null, out _, out _));
        Assert.False(RecordValueParser.TryParse(RecordType.Txt, new string('a', 65280), null, out _, out var why));
        Assert.Contains("65279", why.English, StringComparison.Ordinal);
    }
}
