namespace Mooring.Dns;

/// <summary>What a reply means for the question asked: a closed family.</summary>
/// <param name="Aliases">The CNAME records that lead from the question's name to <paramref name="Name"/>, in order; none without aliases.</param>
/// <param name="Name">The name the statement is about: the question's, or the last alias's target.</param>
public abstract record ReplyReading(IReadOnlyList<DnsRecord> Aliases, DnsName Name)
{
    /// <summary>Most aliases followed from one name; a loop, or a longer chain, ends as an <see cref="Alias"/>.</summary>
    public const int MaxAliases = 16;

    /// <summary>The name has records of the type asked for.</summary>
    public sealed record Answer(IReadOnlyList<DnsRecord> Aliases, DnsName Name, IReadOnlyList<DnsRecord> Records) : ReplyReading(Aliases, Name);

    /// <summary>The name is an alias whose target this reply does not tell about.</summary>
    public sealed record Alias(IReadOnlyList<DnsRecord> Aliases, DnsName Name) : ReplyReading(Aliases, Name);

    /// <summary>The name does not exist (RFC 2308 §2.1).</summary>
    public sealed record NxDomain(IReadOnlyList<DnsRecord> Aliases, DnsName Name, DnsRecord? Soa) : ReplyReading(Aliases, Name);

    /// <summary>The name exists and has no record of that type (RFC 2308 §2.2).</summary>
    public sealed record NoData(IReadOnlyList<DnsRecord> Aliases, DnsName Name, DnsRecord? Soa) : ReplyReading(Aliases, Name);

    /// <summary>Another zone is responsible: its apex and servers, with their addresses as far as they came along.</summary>
    public sealed record Referral(DnsName Name, DnsName Zone, IReadOnlyList<DnsRecord> Servers, IReadOnlyList<DnsRecord> Glue) : ReplyReading([], Name);

    /// <summary>The server neither answers nor refers: it is not responsible and does not resolve.</summary>
    public sealed record Lame(DnsName Name) : ReplyReading([], Name);

    /// <summary>The server reports an error.</summary>
    public sealed record Error(DnsName Name, DnsRcode Rcode) : ReplyReading([], Name);

    /// <summary>Reads a reply. Pure; only records that belong to the question count, so nothing foreign gets in.</summary>
    public static ReplyReading Of(DnsMessage reply, DnsQuestion question)
    {
        var (aliases, name) = Follow(reply, question);
        var records = reply.Answers.Where(record => record.Name.Equals(name) && Fits(record, question)).ToList();
        var soa = reply.Authorities.FirstOrDefault(record => record.Data is SoaData && name.IsWithin(record.Name));
        return reply.Rcode switch
        {
            DnsRcode.NxDomain => new NxDomain(aliases, name, soa),
            not DnsRcode.NoError => new Error(question.Name, reply.Rcode),
            _ when records.Count > 0 => new Answer(aliases, name, records),
            _ when soa is not null => new NoData(aliases, name, soa),
            _ when aliases.Count > 0 => new Alias(aliases, name),
            _ => WithoutRecords(reply, name),
        };
    }

    private static ReplyReading WithoutRecords(DnsMessage reply, DnsName name)
    {
        var servers = reply.Authorities.Where(record => record.Data is NsData && name.IsWithin(record.Name)).ToList();
        if (servers.Count > 0 && !reply.IsAuthoritative)
        {
            var zone = servers[0].Name;
            return new Referral(name, zone, servers.FindAll(server => server.Name.Equals(zone)), reply.Additionals);
        }

        // Without an SOA (RFC 2308 §2.2.1, NODATA type 3) only a server that is responsible or resolves can mean "none".
        return reply.IsAuthoritative || reply.RecursionAvailable ? new NoData([], name, Soa: null) : new Lame(name);
    }

    private static (List<DnsRecord> Aliases, DnsName Name) Follow(DnsMessage reply, DnsQuestion question)
    {
        var aliases = new List<DnsRecord>();
        var name = question.Name;
        if (question.Type is DnsType.Cname or DnsType.Any)
        {
            return (aliases, name);
        }

        while (aliases.Count < MaxAliases && FindAlias(reply, name, question.Class) is { } alias)
        {
            aliases.Add(alias);
            name = ((CnameData)alias.Data).Target;
        }

        return (aliases, name);
    }

    private static DnsRecord? FindAlias(DnsMessage reply, DnsName name, DnsClass cls) =>
        reply.Answers.FirstOrDefault(record => record.Name.Equals(name) && record.Class == cls && record.Data is CnameData);

    private static bool Fits(DnsRecord record, DnsQuestion question) =>
        record.Class == question.Class && (question.Type == DnsType.Any || record.Type == question.Type);
}
