using System.Net;
using Mooring.Core;
using Mooring.Core.Names;

namespace Mooring.Dns;

/// <summary>Asks recursive resolvers, one after the other until one can tell.</summary>
/// <remarks>
/// Safe for concurrent use. The next server is asked when one is silent, unreachable, not responsible or reports an error; NXDOMAIN and
/// "no such record" are answers and final. The server that answered last is asked first. Nothing is cached.
/// </remarks>
public sealed class StubResolver
{
    private readonly IReadOnlyList<Resolver> _servers;
    private int _preferred;

    /// <summary>Takes the servers in order of preference.</summary>
    /// <exception cref="ArgumentException">There is no server.</exception>
    public StubResolver(DnsClient client, IReadOnlyList<IPEndPoint> servers)
        : this(client, servers, [])
    {
    }

    /// <summary>Takes the servers in order of preference, and those over HTTPS to be asked after them.</summary>
    /// <exception cref="ArgumentException">There is no server.</exception>
    public StubResolver(DnsClient client, IReadOnlyList<IPEndPoint> servers, IReadOnlyList<IHttpsResolver> httpsResolvers)
    {
        _servers =
        [
            .. servers.Select(server => new Resolver(server.ToString(), (question, cancellation) => client.QueryAsync(server, question, cancellation))),
            .. httpsResolvers.Select(server => new Resolver(server.Name, server.QueryAsync)),
        ];
        if (_servers.Count == 0)
        {
            throw new ArgumentException("a resolver needs at least one server", nameof(servers));
        }
    }

    private sealed record Resolver(string Name, Func<DnsQuestion, CancellationToken, Task<DnsMessage>> AskAsync);

    /// <summary>Finds the addresses of a host: A records first, then AAAA, as they came; CNAMEs are followed.</summary>
    /// <param name="host">A name, or an address, which is returned as it is; <c>localhost</c> is never asked for (RFC 6761 §6.3).</param>
    /// <param name="cancellation">Ends the search.</param>
    /// <returns>At least one address. Where one family could not be asked for, the other's alone.</returns>
    /// <exception cref="DnsQueryException">The host does not exist, has no address, or no server could tell.</exception>
    /// <exception cref="FormatException">The text is neither an address nor a name.</exception>
    public async Task<IReadOnlyList<IPAddress>> ResolveAsync(string host, CancellationToken cancellation)
    {
        if (IPAddress.TryParse(host, out var literal))
        {
            return [literal];
        }

        var name = DomainName.Parse(host);
        if (name.IsWithin(DomainName.Parse("localhost")))
        {
            return [IPAddress.Loopback, IPAddress.IPv6Loopback];
        }

        return await ResolveAsync((DnsName)name, cancellation);
    }

    /// <summary>Finds the addresses of a name, whatever its labels hold; see the overload for the rest.</summary>
    /// <exception cref="DnsQueryException">The name does not exist, has no address, or no server could tell.</exception>
    public async Task<IReadOnlyList<IPAddress>> ResolveAsync(DnsName name, CancellationToken cancellation)
    {
        var answers = await Task.WhenAll(
            TryResolveAsync(new DnsQuestion(name, DnsType.A), cancellation),
            TryResolveAsync(new DnsQuestion(name, DnsType.Aaaa), cancellation));
        var addresses = answers.SelectMany(answer => answer.Addresses).ToList();
        return addresses.Count > 0
            ? addresses
            : throw answers.Select(answer => answer.Failure).FirstOrDefault(failure => failure is not null) ?? ResolveFailure.NoAddress(name);
    }

    /// <summary>Asks one question and follows CNAMEs that the server did not follow.</summary>
    /// <exception cref="DnsQueryException">No server could tell, or the aliases have no end.</exception>
    public async Task<ResolverAnswer> QueryAsync(DnsQuestion question, CancellationToken cancellation)
    {
        var aliases = new List<DnsRecord>();
        var asked = question;
        while (aliases.Count < ReplyReading.MaxAliases)
        {
            var (server, reading) = await AskServersAsync(asked, cancellation);
            aliases.AddRange(reading.Aliases);
            switch (reading)
            {
                case ReplyReading.Answer answer:
                    return new ResolverAnswer.Found(aliases, answer.Name, server, answer.Records);
                case ReplyReading.NoData none:
                    return new ResolverAnswer.NoData(aliases, none.Name, server, none.Soa);
                case ReplyReading.NxDomain none:
                    return new ResolverAnswer.NxDomain(aliases, none.Name, server, none.Soa);
                default:
                    asked = question with { Name = reading.Name };
                    break;
            }
        }

        throw ResolveFailure.EndlessAliases(question, aliases);
    }

    private async Task<(string Server, ReplyReading Reading)> AskServersAsync(DnsQuestion question, CancellationToken cancellation)
    {
        var failures = new List<DnsQueryException>();
        var first = Volatile.Read(ref _preferred);
        for (var i = 0; i < _servers.Count; i++)
        {
            var index = (first + i) % _servers.Count;
            try
            {
                var reading = await AskAsync(_servers[index], question, cancellation);
                Volatile.Write(ref _preferred, index);
                return (_servers[index].Name, reading);
            }
            catch (DnsQueryException failure)
            {
                failures.Add(failure);
            }
        }

        throw ResolveFailure.NobodyCouldTell(failures);
    }

    private static async Task<ReplyReading> AskAsync(Resolver server, DnsQuestion question, CancellationToken cancellation)
    {
        var reply = await server.AskAsync(question, cancellation);
        return ReplyReading.Of(reply, question) switch
        {
            ReplyReading.Error { Rcode: var rcode } => throw ResolveFailure.Refused(server.Name, question, rcode),
            ReplyReading.Referral or ReplyReading.Lame => throw ResolveFailure.NoResolver(server.Name, question),
            var reading => reading,
        };
    }

    private async Task<(List<IPAddress> Addresses, DnsQueryException? Failure)> TryResolveAsync(DnsQuestion question, CancellationToken cancellation)
    {
        try
        {
            var found = await QueryAsync(question, cancellation) as ResolverAnswer.Found;
            return ([.. (found?.Records ?? []).Select(record => record.Data).OfType<AddressData>().Select(data => data.Address)], null);
        }
        catch (DnsQueryException failure)
        {
            return ([], failure);
        }
    }
}

/// <summary>Says why a resolver gave no answer.</summary>
internal static class ResolveFailure
{
    public static DnsQueryException Refused(string server, DnsQuestion question, DnsRcode rcode) => new(DnsQueryFault.Refused, new Text(
        $"asked {server} for {question}: it answers {rcode.Mnemonic()}; ask another resolver, or check that this one serves this machine",
        $"向 {server} 查询 {question}：它回答 {rcode.Mnemonic()}；请换一台解析服务器，或检查该服务器是否为本机提供解析"));

    public static DnsQueryException NoResolver(string server, DnsQuestion question) => new(DnsQueryFault.Refused, new Text(
        $"asked {server} for {question}: it does not resolve for others; name a recursive resolver",
        $"向 {server} 查询 {question}：它不提供递归解析；请填写一台递归解析服务器"));

    public static DnsQueryException EndlessAliases(DnsQuestion question, IReadOnlyList<DnsRecord> aliases) => new(DnsQueryFault.Refused, new Text(
        $"{question}: {aliases.Count} CNAME records follow each other and lead nowhere; check {aliases[^1].Name}",
        $"{question}：连续 {aliases.Count} 条 CNAME 记录仍无结果；请检查 {aliases[^1].Name}"));

    public static DnsQueryException NoAddress(DnsName name) => new(DnsQueryFault.NotFound, new Text(
        $"{name} has no address: it does not exist, or has neither A nor AAAA records; check its spelling",
        $"{name} 没有地址：该域名不存在，或既无 A 记录也无 AAAA 记录；请检查拼写"));

    public static DnsQueryException NobodyCouldTell(IReadOnlyList<DnsQueryException> failures) => failures.Count == 1
        ? failures[0]
        : new(failures[^1].Fault, new Text(
            string.Join("; ", failures.Select(failure => failure.Explanation.English)),
            string.Join("；", failures.Select(failure => failure.Explanation.Chinese))), failures[^1]);
}
