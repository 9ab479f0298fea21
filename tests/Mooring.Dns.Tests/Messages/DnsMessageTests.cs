namespace Mooring.Dns.Tests;

public sealed class DnsMessageTests
{
    [Fact]
    public void Reads_the_compressed_names_of_the_example_in_RFC_1035()
    {
        // §4.1.4: F.ISI.ARPA, FOO.F.ISI.ARPA, ARPA and the root, each as the last one's ending
        var octets = Wire.Hex($"""
            {Wire.Header(1, 3)}
            01 46 03 495349 04 41525041 00 0001 0001           ; 12: F.ISI.ARPA
            03 464f4f c00c 0001 0001 00000000 0004 0a000034    ; FOO and a pointer to 12
            c012 0002 0001 00000000 0002 c00c                  ; a pointer to 18: ARPA, NS F.ISI.ARPA
            00 0002 0001 00000000 0002 c012                    ; the root
            """);

        var message = Wire.Read(octets);

        Assert.Equal("F.ISI.ARPA IN A", Assert.Single(message.Questions).ToString());
        Assert.Equal(
            ["FOO.F.ISI.ARPA 0 IN A 10.0.0.52", "ARPA 0 IN NS F.ISI.ARPA", ". 0 IN NS ARPA"],
            message.Answers.Select(record => record.ToString()));
        Assert.Equal(Convert.ToHexString(octets), Convert.ToHexString(message.Encode()));
    }

    [Fact]
    public void Compresses_names_in_the_data_of_old_types_and_in_no_others()
    {
        var message = new DnsMessage
        {
            Id = 1,
            IsResponse = true,
            Answers = [Build.Record("a.example", new MxData(1, DnsName.Parse("b.a.example"))), Build.Record("a.example", new SrvData(1, 2, 3, DnsName.Parse("b.a.example")))],
        };

        var octets = Convert.ToHexString(message.Encode());

        Assert.Equal(
            Convert.ToHexString(Wire.Hex($"""
                {Wire.Header(answers: 2)}
                01 61 07 6578616d706c65 00 000f 0001 00000258 0006 0001 01 62 c00c          ; MX: a pointer
                c00c 0021 0001 00000258 0013 0001 0002 0003 01 62 01 61 07 6578616d706c65 00 ; SRV: written out (RFC 3597 §4)
                """)),
            octets);
    }

    [Fact]
    public void Compression_keeps_the_case_of_every_name()
    {
        var message = new DnsMessage { Answers = [Build.Ns("Example.com", "NS.eXample.com"), Build.Ns("example.COM", "ns.Example.com")] };

        Assert.Equal(message.Answers.Select(record => record.ToString()), Wire.Read(message.Encode()).Answers.Select(record => record.ToString()));
    }

    [Fact]
    public void Names_beyond_the_reach_of_pointers_are_written_out()
    {
        var filler = Enumerable.Range(0, 300).Select(_ => Build.Record("t.example.com", TxtData.OfText(new string('x', 100))));
        var message = new DnsMessage { Answers = [.. filler, Build.Ns("late.example.net", "a.late.example.net"), Build.Ns("late.example.net", "b.late.example.net")] };

        var read = Wire.Read(message.Encode());

        Assert.Equal(message.Answers, read.Answers);
    }

    [Theory]
    [InlineData(0x8000, nameof(DnsMessage.IsResponse))]
    [InlineData(0x0400, nameof(DnsMessage.IsAuthoritative))]
    [InlineData(0x0200, nameof(DnsMessage.IsTruncated))]
    [InlineData(0x0100, nameof(DnsMessage.RecursionDesired))]
    [InlineData(0x0080, nameof(DnsMessage.RecursionAvailable))]
    [InlineData(0x0020, nameof(DnsMessage.AuthenticData))]
    [InlineData(0x0010, nameof(DnsMessage.CheckingDisabled))]
    [InlineData(0x2800, "opcode 5")]
    [InlineData(0x0003, "rcode 3")]
    public void Every_bit_of_the_header_has_its_place(int flags, string meaning)
    {
        var octets = Wire.Hex(Wire.Header(flags: flags));

        var message = Wire.Read(octets);

        var set = new Dictionary<string, bool>
        {
            [nameof(DnsMessage.IsResponse)] = message.IsResponse,
            [nameof(DnsMessage.IsAuthoritative)] = message.IsAuthoritative,
            [nameof(DnsMessage.IsTruncated)] = message.IsTruncated,
            [nameof(DnsMessage.RecursionDesired)] = message.RecursionDesired,
            [nameof(DnsMessage.RecursionAvailable)] = message.RecursionAvailable,
            [nameof(DnsMessage.AuthenticData)] = message.AuthenticData,
            [nameof(DnsMessage.CheckingDisabled)] = message.CheckingDisabled,
            ["opcode 5"] = message.Opcode == DnsOpcode.Update,
            ["rcode 3"] = message.Rcode == DnsRcode.NxDomain,
        };
        Assert.Equal([meaning], set.Where(bit => bit.Value).Select(bit => bit.Key));
        Assert.Equal(Convert.ToHexString(octets), Convert.ToHexString(message.Encode()));
    }

    [Fact]
    public void Reads_and_writes_EDNS_with_options_and_the_upper_bits_of_the_outcome()
    {
        // OPT: payload 1232, extended outcome 1 (BADVERS is 16), version 0, DO, one cookie of 8 octets (RFC 7873 §4)
        var octets = Wire.Hex($"{Wire.Header(additionals: 1)} 00 0029 04d0 01 00 8000 000c 000a 0008 2464c4abcf10c957");

        var message = Wire.Read(octets);

        Assert.Equal(DnsRcode.BadVers, message.Rcode);
        Assert.Equal((1232, 0, true), (message.Edns!.UdpPayloadSize, message.Edns.Version, message.Edns.DnssecOk));
        Assert.Equal(new EdnsOption(EdnsOption.Cookie, Octets.Of(Wire.Hex("2464c4abcf10c957"))), Assert.Single(message.Edns.Options));
        Assert.Empty(message.Additionals);
        Assert.Equal(Convert.ToHexString(octets), Convert.ToHexString(message.Encode()));
    }

    [Fact]
    public void An_outcome_above_15_cannot_be_written_without_EDNS() =>
        Assert.Throws<InvalidOperationException>(() => new DnsMessage { Rcode = DnsRcode.BadVers }.Encode());

    [Fact]
    public void A_message_of_more_than_65535_octets_cannot_be_written()
    {
        var answers = Enumerable.Repeat(Build.Record("example.com", TxtData.OfText(new string('x', 255))), 300).ToList();

        Assert.Throws<InvalidOperationException>(() => new DnsMessage { Answers = answers }.Encode());
    }

    [Fact]
    public void Octets_after_the_message_are_ignored() =>
        Assert.Equal(1, Wire.Read(Wire.Hex(Wire.Header() + " dead beef")).Id);

    [Fact]
    public void A_truncated_message_keeps_the_records_that_came_whole()
    {
        var whole = new DnsMessage { IsResponse = true, IsTruncated = true, Answers = [Build.Address("a.example.com", "192.0.2.1"), Build.Address("a.example.com", "192.0.2.2")] }.Encode();

        for (var length = 12; length < whole.Length; length++)
        {
            Assert.InRange(Wire.Read(whole[..length]).Answers.Count, 0, 1);
        }
    }

    [Fact]
    public void Types_have_their_mnemonics_or_numbers()
    {
        Assert.Equal(("CAA", "TYPE65280"), (DnsType.Caa.Mnemonic(), ((DnsType)65280).Mnemonic()));
        Assert.True(DnsTypes.TryParse("aaaa", out var aaaa));
        Assert.Equal(DnsType.Aaaa, aaaa);
        Assert.True(DnsTypes.TryParse("type64", out var numbered));
        Assert.Equal(DnsType.Svcb, numbered);
        Assert.False(DnsTypes.TryParse("REDIRECT_URL", out _));
        Assert.False(DnsTypes.TryParse("TYPE65536", out _));
    }
}
