using Mooring.Fuzz;

namespace Mooring.Dns.Tests;

public sealed class HostileMessageTests
{
    private const string Question = "0001 0001";

    [Theory]
    [InlineData("c00c", "earlier")]                       // to itself
    [InlineData("01 61 c00c", "earlier")]                 // a loop through a label
    [InlineData("c00e 00", "earlier")]                    // forwards
    [InlineData("c000", "earlier")]                       // into the header
    [InlineData("c00b", "earlier")]
    [InlineData("ffff", "earlier")]                       // outside
    [InlineData("c0", "past the end")]
    [InlineData("41 61 00", "reserved")]
    [InlineData("80 61 00", "reserved")]
    [InlineData("3f 61", "past the end")]
    public void A_name_that_leads_astray_is_refused(string name, string reason) =>
        Assert.Contains(reason, Wire.Refusal(Wire.Hex($"{Wire.Header(1)} {name}")), StringComparison.Ordinal);

    [Fact]
    public void Two_names_cannot_point_at_each_other() =>
        Assert.Contains("earlier", Wire.Refusal(Wire.Hex($"{Wire.Header(2)} 01 61 c013 {Question} c00c {Question}")), StringComparison.Ordinal);

    [Fact]
    public void A_name_that_pointers_make_too_long_is_refused()
    {
        // 63 octets and a pointer to the name before, four times
        var label = "3f" + string.Concat(Enumerable.Repeat("61", 63));
        var names = $"{label} 00 {Question}";
        for (int i = 0, at = 12; i < 4; i++)
        {
            names += $"{label} {0xC000 | at:x4} {Question}";
            at = i == 0 ? 12 + 69 : at + 70;
        }

        Assert.Contains("255", Wire.Refusal(Wire.Hex($"{Wire.Header(5)} {names}")), StringComparison.Ordinal);
    }

    [Fact]
    public void A_chain_of_bare_pointers_is_followed_only_so_far()
    {
        // An opaque record with the root and then pointers, each to the one before; the next owner enters at its end
        var octets = new List<byte>(Wire.Hex($"{Wire.Header(answers: 2)} 00 ff00 0001 00000000 2001 00"));
        var at = octets.Count - 1;
        for (var pointers = 0; pointers <= 0x1000; pointers++)
        {
            octets.AddRange([(byte)(0xC0 | at >> 8), (byte)at]);
            at = octets.Count - 2;
        }

        octets.AddRange(Wire.Hex("0001 0001 00000000 0004 c0000201"));

        Assert.Contains("too many", Wire.Refusal([.. octets]), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0xFFFF, 0, 0, 0)]
    [InlineData(0, 0xFFFF, 0, 0)]
    [InlineData(0, 0, 0xFFFF, 0)]
    [InlineData(0, 0, 0, 0xFFFF)]
    [InlineData(0, 1, 0, 0)]
    public void Counts_that_promise_more_than_there_is_are_refused(int questions, int answers, int authorities, int additionals) =>
        Assert.Contains("end", Wire.Refusal(Wire.Hex(Wire.Header(questions, answers, authorities, additionals))), StringComparison.Ordinal);

    [Fact]
    public void Data_that_reach_past_the_end_are_refused() =>
        Assert.Contains("end", Wire.Refusal(Wire.Hex($"{Wire.Header(answers: 1)} 00 ff00 0001 00000000 ffff 00")), StringComparison.Ordinal);

    [Fact]
    public void A_name_cannot_borrow_octets_from_behind_its_data() =>
        Assert.NotEmpty(Wire.Refusal(Wire.Hex($"{Wire.Header(answers: 2)} 00 0002 0001 00000000 0002 01 61  00 0001 0001 00000000 0004 c0000201")));

    [Theory]
    [InlineData("00 0029 04d0 00000000 0000  00 0029 04d0 00000000 0000", "twice")]
    [InlineData("01 61 00 0029 04d0 00000000 0000  00 0001 0001 00000000 0004 c0000201", "root")]
    [InlineData("00 0029 04d0 00000000 0004 000a 0008  00 0001 0001 00000000 0004 c0000201", "end")]
    public void EDNS_that_breaks_its_rules_is_refused(string records, string reason) =>
        Assert.Contains(reason, Wire.Refusal(Wire.Hex($"{Wire.Header(additionals: 2)} {records}")), StringComparison.Ordinal);

    [Fact]
    public void EDNS_outside_the_additional_section_is_refused() =>
        Assert.Contains("outside", Wire.Refusal(Wire.Hex($"{Wire.Header(answers: 1)} 00 0029 04d0 00000000 0000")), StringComparison.Ordinal);

    [Fact]
    public void A_message_cut_anywhere_is_refused()
    {
        var whole = new MessageMaker(new Random(7)).Message() with
        {
            IsTruncated = false,
            Answers = [Build.Soa("example.com"), Build.Record("example.com", TxtData.OfText("text"))],
            Edns = new Edns { Options = [new EdnsOption(EdnsOption.Cookie, Octets.OfText("12345678"))] },
        };
        var octets = whole.Encode();

        for (var length = 0; length < octets.Length; length++)
        {
            Assert.NotEmpty(Wire.Refusal(octets[..length]));
        }
    }

    [Fact]
    public void The_worst_message_of_64_KiB_takes_bounded_memory()
    {
        // Every record is 2 octets of owner, a pointer to a name of 255 octets, and an MX that points there too
        var label = "3f" + string.Concat(Enumerable.Repeat("61", 63));
        var name = $"{label}{label}{label} 3d {string.Concat(Enumerable.Repeat("61", 61))} 00";
        var octets = new List<byte>(Wire.Hex($"{Wire.Header(1, 4000)} {name} {Question}"));
        for (var i = 0; i < 4000; i++)
        {
            octets.AddRange(Wire.Hex("c00c 000f 0001 00000000 0004 0000 c00c"));
        }

        var before = GC.GetAllocatedBytesForCurrentThread();
        var message = Wire.Read([.. octets]);
        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;

        Assert.Equal(4000, message.Answers.Count);
        Assert.InRange(allocated, 0, 8 << 20);
    }

    [Fact]
    public void Survives_random_octets() => Repeat(60_000, DnsMessageTarget.ReadsRandomOctets);

    [Fact]
    public void Survives_messages_with_changed_octets() => Repeat(8_000, DnsMessageTarget.ReadsMutatedMessages);

    [Fact]
    public void Reads_back_whatever_it_writes() => Repeat(6_000, DnsMessageTarget.KeepsWhatItWrites);

    [Fact]
    public void Refusals_and_cut_replies_fit_and_can_be_read() => Repeat(6_000, DnsMessageTarget.RefusesInReadableMessages);

    [Fact]
    public void Reads_any_reply_as_one_statement() => Repeat(10_000, DnsMessageTarget.ReadsAnyReply);

    [Fact]
    public void Reads_any_text_as_a_name_or_none() => Repeat(20_000, DnsMessageTarget.ReadsAnyName);

    [Fact]
    public void Reads_any_resolv_conf() => Repeat(10_000, DnsMessageTarget.ReadsAnyResolvConf);

    private static void Repeat(int count, Action<Random> target)
    {
        for (var seed = 0; seed < count; seed++)
        {
            if (Record.Exception(() => target(new Random(seed))) is { } error)
            {
                Assert.Fail($"seed {seed}: {error}");
            }
        }
    }
}
