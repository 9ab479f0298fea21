using Mooring.Dns;

namespace Mooring.Fuzz;

/// <summary>The promises of the message codec.</summary>
internal static class DnsMessageTarget
{
    /// <summary>Random octets behind a plausible header are read or refused, and what is read can be written and read again.</summary>
    public static void ReadsRandomOctets(Random random)
    {
        var octets = new byte[random.Next(600)];
        random.NextBytes(octets);
        if (octets.Length >= 12)
        {
            for (var count = 4; count < 12; count += 2)
            {
                octets[count] = 0;
                octets[count + 1] &= 3;
            }
        }

        ReadAndWriteAgain(octets);
    }

    /// <summary>A valid message with some octets changed, cut, doubled or swapped for those of a pointer is read or refused.</summary>
    public static void ReadsMutatedMessages(Random random)
    {
        var octets = new MessageMaker(random).Message().Encode().ToList();
        for (var changes = random.Next(1, 6); changes > 0 && octets.Count > 2; changes--)
        {
            Mutate(octets, random);
        }

        ReadAndWriteAgain([.. octets]);
    }

    /// <summary>Whatever is written is read back the same, to the octet and to the case of every letter.</summary>
    public static void KeepsWhatItWrites(Random random)
    {
        var message = new MessageMaker(random).Message();
        Require(DnsMessage.TryDecode(message.Encode(), out var read, out var why), $"could not read its own message: {why}");
        var (written, again) = (Describe(message), Describe(read!));
        Require(written == again, $"wrote\n{written}\nread\n{again}");
        Require(message.Encode().AsSpan().SequenceEqual(read!.Encode()), "the same message has two wire forms");
    }

    /// <summary>Every reply, and every refusal of a mutated query, fits the limit and can be read.</summary>
    public static void RefusesInReadableMessages(Random random)
    {
        var maker = new MessageMaker(random);
        var octets = (maker.Message() with { IsResponse = false, IsTruncated = false }).Encode();
        var limit = random.Next(DnsReplies.PlainUdpLimit, 2000);
        var reply = DnsServing.TryRead(octets, out var query, out var refusal)
            ? maker.Message() with { Id = query.Id, IsResponse = true, Questions = query.Questions }
            : refusal;
        if (reply?.EncodeWithin(limit) is { } sent)
        {
            Require(sent.Length <= limit, $"{sent.Length} octets where {limit} are taken");
            Require(DnsMessage.TryDecode(sent, out var read, out var why), $"unreadable: {why}");
            Require(read!.Id == reply.Id && read.IsResponse, "the reply lost its head");
        }
    }

    /// <summary>Whatever a reply holds, it is read as one statement about names of its own.</summary>
    public static void ReadsAnyReply(Random random)
    {
        var maker = new MessageMaker(random);
        var reply = maker.Message() with { Rcode = (DnsRcode)random.Next(4) };
        var records = reply.Answers.Concat(reply.Authorities).ToList();
        var question = records.Count == 0
            ? new DnsQuestion(maker.Name(), DnsType.A)
            : new DnsQuestion(records[random.Next(records.Count)].Name, records[random.Next(records.Count)].Type);
        var reading = ReplyReading.Of(reply, question);
        Require(reading.Aliases.Count <= ReplyReading.MaxAliases, "too many aliases");
        Require(reading is not ReplyReading.Answer { Records: var found } || found.All(record => record.Name.Equals(reading.Name)), "a foreign record");
    }

    /// <summary>Any text is a name or none, and a name is written so that it reads back the same.</summary>
    public static void ReadsAnyName(Random random)
    {
        string[] pieces = ["a", ".", @"\", @"\046", @"\300", "255", "*", "-", " ", "例", @"\.", "\0", new string('x', random.Next(64)), "XN--"];
        var text = string.Concat(Enumerable.Range(0, random.Next(12)).Select(_ => pieces[random.Next(pieces.Length)]));
        if (!DnsName.TryParse(text, out var name, out var why))
        {
            Require(!string.IsNullOrEmpty(why), "refused without a reason");
            return;
        }

        Require(DnsName.Parse(name.ToString()).EqualsExactly(name), $"'{text}' became '{name}', which reads otherwise");
        Require(!name.TryToDomainName(out var canonical) || name.Equals(canonical), $"'{name}' became the other name '{canonical}'");
    }

    /// <summary>Any text is a resolv.conf with some or no servers.</summary>
    public static void ReadsAnyResolvConf(Random random)
    {
        string[] pieces = ["nameserver", " ", "\t", "\n", "\r\n", "#", ";", "192.0.2.1", "2001:db8::1", "%eth0", "options", "::", "\0", "é", "999.1.1.1"];
        var text = string.Concat(Enumerable.Range(0, random.Next(60)).Select(_ => pieces[random.Next(pieces.Length)]));
        Require(ResolvConf.Servers(text).All(server => server.Port == 53), "a server without port 53");
    }

    private static void ReadAndWriteAgain(byte[] octets)
    {
        if (!DnsMessage.TryDecode(octets, out var message, out var why))
        {
            Require(!string.IsNullOrEmpty(why), "refused without a reason");
            return;
        }

        var encoded = message.Encode();
        Require(DnsMessage.TryDecode(encoded, out var again, out why), $"could not read what it wrote: {why}");
        Require(Describe(message) == Describe(again!), "reading, writing and reading again changed it");
    }

    private static void Mutate(List<byte> octets, Random random)
    {
        var at = random.Next(octets.Count);
        switch (random.Next(6))
        {
            case 0:
                octets[at] = (byte)random.Next(256);
                break;
            case 1:
                octets[at] ^= (byte)(1 << random.Next(8));
                break;
            case 2:
                octets.RemoveRange(at, random.Next(octets.Count - at));
                break;
            case 3:
                octets.InsertRange(at, octets.GetRange(at, Math.Min(octets.Count - at, random.Next(30))));
                break;
            case 4:
                octets[at] |= 0xC0;
                break;
            default:
                octets[at] = 0xFF;
                break;
        }
    }

    // Unlike equality this also sees the case of names.
    private static string Describe(DnsMessage message) => string.Join('\n', [
        $"{message.Id} {message.IsResponse} {message.Opcode} {message.IsAuthoritative} {message.IsTruncated} {message.RecursionDesired} "
        + $"{message.RecursionAvailable} {message.AuthenticData} {message.CheckingDisabled} {message.Rcode}",
        .. message.Questions.Select(question => question.ToString()),
        .. message.Answers.Select(record => $"answer {record}"),
        .. message.Authorities.Select(record => $"authority {record}"),
        .. message.Additionals.Select(record => $"additional {record}"),
        message.Edns is { } edns ? $"{edns.UdpPayloadSize} {edns.Version} {edns.DnssecOk}" : "no EDNS",
        .. (message.Edns?.Options ?? []).Select(option => $"{option.Code} {option.Data.ToHex()}")]);

    private static void Require(bool kept, string why)
    {
        if (!kept)
        {
            throw new InvalidOperationException(why);
        }
    }
}
