using Mooring.Core.Records;

namespace Mooring.Dns.Tests;

public sealed class RecordDataTests
{
    /// <summary>Type, data on the wire, and how a master file writes them.</summary>
    public static TheoryData<string, string, string> Types => new()
    {
        { "A", "c0000201", "192.0.2.1" },
        { "AAAA", "20010db8 00000000 00000000 00000001", "2001:db8::1" },
        { "NS", "03 6e7331 07 6578616d706c65 03 636f6d 00", "ns1.example.com" },
        { "CNAME", "00", "." },
        { "PTR", "01 61 00", "a" },
        { "MX", "000a 01 61 00", "10 a" },
        { "MX", "0000 00", "0 ." },
        { "TXT", "03 613b62 00 ff" + Repeat("78", 255), $"\"a;b\" \"\" \"{new string('x', 255)}\"" },
        { "TXT", "04 22 5c 07 e4", """ "\"\\\007\228" """.Trim() },
        { "SOA", "01 61 00 01 62 00 00000001 00000e10 00000258 00015180 ffffffff", "a b 1 3600 600 86400 4294967295" },
        { "SRV", "0001 0002 01bb 01 61 00", "1 2 443 a" },
        { "CAA", "80 05 6973737565 63612e6578616d706c652e6e6574", "128 issue \"ca.example.net\"" },
        { "CAA", "00 05 6973737565 3b", "0 issue \";\"" },
        { "HTTPS", "0001 00 0001 0003 02 6832", @"\# 10 00010000010003026832" },
        { "TYPE65280", "", @"\# 0" },
    };

    [Theory]
    [MemberData(nameof(Types))]
    public void Every_type_is_read_from_its_octets_and_written_back_to_them(string type, string data, string presentation)
    {
        Assert.True(DnsTypes.TryParse(type, out var number));
        var octets = Wire.OneAnswer((int)number, data);

        var message = Wire.Read(octets);

        Assert.Equal($". 60 IN {type} {presentation}", Assert.Single(message.Answers).ToString());
        Assert.Equal(Convert.ToHexString(octets), Convert.ToHexString(message.Encode()));
    }

    [Theory]
    [InlineData("A", "c00002")]
    [InlineData("A", "c000020100")]
    [InlineData("AAAA", "20010db8")]
    [InlineData("NS", "03 6e7331")]
    [InlineData("NS", "00 00")]
    [InlineData("CNAME", "")]
    [InlineData("MX", "000a")]
    [InlineData("MX", "00 00")]
    [InlineData("TXT", "")]
    [InlineData("TXT", "05 61")]
    [InlineData("SOA", "00 00 00000001 00000e10 00000258 00015180 ffffff")]
    [InlineData("SOA", "00 00 00000001 00000e10 00000258 00015180 ffffffff 00")]
    [InlineData("SRV", "0001 0002 01bb")]
    [InlineData("CAA", "00")]
    [InlineData("CAA", "00 09 6973737565")]
    [InlineData("NAPTR", "0001 0002 01 75 00 00")]
    [InlineData("OPT", "")]
    public void Data_that_do_not_fit_their_length_are_refused(string type, string data)
    {
        Assert.True(DnsTypes.TryParse(type, out var number));

        Assert.NotEmpty(Wire.Refusal(Wire.OneAnswer((int)number, data)));
    }

    [Fact]
    public void Data_of_another_class_are_kept_as_octets()
    {
        // An A record of CHAOS: a name and a 16-bit address (RFC 1035 §3.4), and one of class NONE without data (RFC 2136 §2.4.3)
        var message = Wire.Read(Wire.Hex($"{Wire.Header(answers: 2)} 00 0001 0003 00000000 0004 016100 2a  00 0001 00fe 00000000 0000"));

        Assert.Equal([@". 0 CH A \# 4 0161002a", @". 0 NONE A \# 0"], message.Answers.Select(record => record.ToString()));
    }

    [Fact]
    public void A_CAA_tag_that_is_none_leaves_the_record_opaque()
    {
        var record = Assert.Single(Wire.Read(Wire.OneAnswer(257, "00 02 2d2d 61")).Answers);

        Assert.Equal(DnsType.Caa, Assert.IsType<OpaqueData>(record.Data).Type);
    }

    [Fact]
    public void Compressed_names_in_older_types_are_written_out()
    {
        // NAPTR 1 2 "u" "" "" -> pointer to the question's name (RFC 3597 §4: to be decompressed)
        var octets = Wire.Hex($"{Wire.Header(1, 1)} 01 61 00 0023 0001  c00c 0023 0001 00000000 000a 0001 0002 01 75 00 00 c00c");

        var data = Assert.IsType<OpaqueData>(Assert.Single(Wire.Read(octets).Answers).Data);

        Assert.Equal("00010002017500000" + "16100", data.Octets.ToHex());
    }

    [Fact]
    public void A_TTL_with_the_highest_bit_set_counts_as_zero()
    {
        var octets = Wire.Hex($"{Wire.Header(answers: 1)} 00 0001 0001 80000000 0004 c0000201");

        Assert.Equal(0, Assert.Single(Wire.Read(octets).Answers).Ttl.Seconds);
    }

    [Fact]
    public void A_text_of_any_length_is_split_into_strings_of_255_octets()
    {
        var text = string.Concat(Enumerable.Repeat("证书", 100));

        var data = TxtData.OfText(text);

        Assert.Equal([255, 255, 90], data.Strings.Select(part => part.Length));
        Assert.Equal(text, data.Text);
        Assert.Equal("", TxtData.OfText("").Text);
    }

    [Fact]
    public void Two_texts_are_equal_when_their_strings_are()
    {
        Assert.Equal(TxtData.OfText("a"), TxtData.OfText("a"));
        Assert.NotEqual(TxtData.OfText("ab"), new TxtData([Octets.OfText("a"), Octets.OfText("b")]));
        Assert.Equal(TxtData.OfText("a").GetHashCode(), TxtData.OfText("a").GetHashCode());
    }

    [Theory]
    [InlineData("MX", "000a 04 4d61696c 07 6578616d706c65 03 636f6d 00", "mail.example.com", 10)]
    [InlineData("CNAME", "03 577757 07 6578616d706c65 03 636f6d 00", "www.example.com", null)]
    [InlineData("TXT", "01 61 01 62", "ab", null)]
    [InlineData("SRV", "0001 0002 01bb 01 41 00", "1 2 443 a", null)]
    [InlineData("CAA", "00 05 6973737565 63", "0 issue \"c\"", null)]
    [InlineData("AAAA", "20010db8 00000000 00000000 00000001", "2001:db8::1", null)]
    public void Data_become_the_values_that_records_are_planned_in(string type, string data, string value, int? priority)
    {
        Assert.True(DnsTypes.TryParse(type, out var number));

        var record = Assert.Single(Wire.Read(Wire.OneAnswer((int)number, data)).Answers);

        Assert.Equal(new RecordValue(value, priority), record.Data.ToRecordValue());
    }

    [Fact]
    public void What_cannot_be_written_cannot_be_made()
    {
        Assert.Throws<ArgumentException>(() => new TxtData([]));
        Assert.Throws<ArgumentException>(() => new TxtData([Octets.Of(new byte[256])]));
        Assert.Throws<ArgumentException>(() => new CaaData(0, "", Octets.Empty));
        Assert.Throws<ArgumentException>(() => new CaaData(0, "is sue", Octets.Empty));
        Assert.Throws<ArgumentException>(() => new OpaqueData(DnsType.Opt, Octets.Empty));
    }

    private static string Repeat(string text, int count) => string.Concat(Enumerable.Repeat(text, count));
}
