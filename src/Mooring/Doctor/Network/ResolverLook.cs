using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using Mooring.Core;
using Mooring.Core.Names;
using Mooring.Dns;

namespace Mooring.Doctor.Network;

/// <summary>Asks name servers and the operating system.</summary>
/// <param name="time">The clock of all limits.</param>
internal sealed class ResolverLook(TimeProvider time)
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(10);

    private readonly DnsClient client = new(time, new DnsClientOptions());

    /// <summary>What a server says of these names, and of one that nobody has.</summary>
    public async Task<ServerFacts> AskAsync(
        IPEndPoint server, string setting, IReadOnlyList<(string Name, NameKind Kind)> names, CancellationToken cancellation)
    {
        // RFC 6761 §6.5: nobody has a name below "example", and resolvers have no rule of their own for it.
        var invented = AskAsync(server, $"mooring-{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(8))}.example", NameKind.Record, cancellation);
        var answers = await Task.WhenAll(names.Select(name => AskAsync(server, name.Name, name.Kind, cancellation)));
        return new ServerFacts(server, setting, answers) { Invented = (await invented).Addresses };
    }

    /// <summary>Whether a resolver over HTTPS answers; that there is no such name is an answer.</summary>
    public async Task<HttpsResolverFacts> AskAsync(IHttpsResolver resolver, DomainName name, CancellationToken cancellation)
    {
        var began = time.GetTimestamp();
        var (_, failure) = await TryAsync(new StubResolver(client, [], [resolver]), new DnsQuestion(name, DnsType.A), cancellation);
        return new HttpsResolverFacts(resolver.Name, new NameAnswer(name.Value, NameKind.Cloud, time.GetElapsedTime(began)) { Failure = failure });
    }

    /// <summary>What the operating system says.</summary>
    /// <param name="name">The name.</param>
    /// <param name="hosts">The text of the hosts file.</param>
    /// <param name="cancellation">Gives up.</param>
    public async Task<SystemAnswer> AskSystemAsync(string name, string hosts, CancellationToken cancellation)
    {
        using var limit = new CancellationTokenSource(Limit, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellation);
        var listed = HostsFile.Addresses(hosts, name);
        try
        {
            return new(name, await System.Net.Dns.GetHostAddressesAsync(name, both.Token), listed);
        }
        catch (Exception e) when (e is SocketException || (e is OperationCanceledException && !cancellation.IsCancellationRequested))
        {
            return new(name, [], listed);
        }
    }

    private async Task<NameAnswer> AskAsync(IPEndPoint server, string host, NameKind kind, CancellationToken cancellation)
    {
        var began = time.GetTimestamp();
        var resolver = new StubResolver(client, [server]);
        var name = DomainName.Parse(host);
        var answers = await Task.WhenAll(
            TryAsync(resolver, new DnsQuestion(name, DnsType.A), cancellation), TryAsync(resolver, new DnsQuestion(name, DnsType.Aaaa), cancellation));
        IPAddress[] addresses = [.. answers.SelectMany(answer => answer.Addresses)];
        return new NameAnswer(host, kind, time.GetElapsedTime(began))
        {
            Addresses = addresses,
            Failure = addresses.Length > 0 ? null : answers.Select(answer => answer.Failure).FirstOrDefault(failure => failure is not null),
        };
    }

    private static async Task<(IReadOnlyList<IPAddress> Addresses, Text? Failure)> TryAsync(
        StubResolver resolver, DnsQuestion question, CancellationToken cancellation)
    {
        try
        {
            var found = await resolver.QueryAsync(question, cancellation) as ResolverAnswer.Found;
            return ([.. (found?.Records ?? []).Select(record => record.Data).OfType<AddressData>().Select(data => data.Address)], null);
        }
        catch (DnsQueryException e)
        {
            return ([], e.Explanation);
        }
    }
}

/// <summary>The file of names that the operating system asks first (hosts(5)).</summary>
internal static class HostsFile
{
    /// <summary>Where it lies.</summary>
    public static string Path { get; } = OperatingSystem.IsWindows()
        ? System.IO.Path.Combine(Environment.SystemDirectory, "drivers", "etc", "hosts")
        : "/etc/hosts";

    /// <summary>Its text; empty where it cannot be read.</summary>
    public static string Read()
    {
        try
        {
            return File.ReadAllText(Path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }

    /// <summary>The addresses it gives a name. Pure.</summary>
    public static IReadOnlyList<IPAddress> Addresses(string text, string name) =>
    [
        .. from line in text.Split('\n')
           let words = line.Split('#')[0].Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)
           where words.Skip(1).Contains(name, StringComparer.OrdinalIgnoreCase) && IPAddress.TryParse(words[0], out _)
           select IPAddress.Parse(words[0]),
    ];
}
