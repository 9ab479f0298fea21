using System.Net;
using Mooring.Composition;
using Mooring.Configuration.Settings;
using Mooring.Core;
using Mooring.Core.Names;
using Mooring.Dns;
using Mooring.Providers;

namespace Mooring.Doctor.Network;

/// <summary>Looks at how the names that Mooring needs are found.</summary>
internal sealed class ResolverExamination : IExamination
{
    private const string System = "system";

    /// <summary>What resolvers over HTTPS are asked for: a name that is there, so that none remembers one that is not.</summary>
    private static readonly DomainName Known = DomainName.Parse(ProviderCatalog.All[0].Apis[0].Endpoint.IdnHost);

    /// <inheritdoc />
    public Text Name => new("the resolvers", "域名服务器");

    /// <inheritdoc />
    public async Task<IReadOnlyList<Finding>> ExamineAsync(Patient patient, CancellationToken cancellation)
    {
        var look = new ResolverLook(patient.Time);
        var asked = Asked(patient);
        var hosts = HostsFile.Read();
        var servers = Task.WhenAll(
            from one in asked
            from server in one.Servers
            select look.AskAsync(server, one.Setting, one.Names, cancellation));
        var system = Task.WhenAll(
            asked.Where(one => one.Setting == System).SelectMany(one => one.Names).Select(name => look.AskSystemAsync(name.Name, hosts, cancellation)));
        var overHttps = Task.WhenAll((patient.Installation?.HttpsResolvers ?? []).Select(resolver => look.AskAsync(resolver, Known, cancellation)));
        return
        [
            .. ResolverJudge.Judge(new ResolverFacts
            {
                Servers = await servers,
                System = await system,
                AuthoritativePort = patient.Configuration?.Dns.AuthoritativePort ?? ResolverFacts.StandardPort,
                IsAllHere = patient.Installation?.Routes.All(route => route.Endpoint.IsLoopback) ?? false,
            }),
            .. HttpsResolverJudge.Judge(await overHttps),
        ];
    }

    /// <summary>Which names are asked of which servers, by the setting that names the servers.</summary>
    private static IReadOnlyList<(string Setting, IReadOnlyList<IPEndPoint> Servers, IReadOnlyList<(string Name, NameKind Kind)> Names)> Asked(Patient patient)
    {
        if (patient is not { Configuration: { } configuration, Installation: { } installation })
        {
            return [(System, SystemResolvers.Read(), [.. ProviderCatalog.All.Select(provider => (provider.Apis[0].Endpoint.IdnHost, NameKind.Cloud))])];
        }

        var needed = installation.Routes.Select(route => (Setting: SettingOf(configuration, configuration.Account(route.Account)), Host: HostOf(route)))
            .Where(one => DomainName.TryParse(one.Host, out _, out _) && !IPAddress.TryParse(one.Host, out _) && !IsLocal(one.Host) && !(one.Setting == System && IsCompleted(one.Host)))
            .Select(one => (one.Setting, Name: (one.Host, KindOf(one.Host))))
            .Concat(RecordName(configuration)).Distinct().ToLookup(one => one.Setting, one => one.Name, StringComparer.Ordinal);
        return [.. needed.Select(one => (one.Key, ServersOf(one.Key, configuration), (IReadOnlyList<(string, NameKind)>)[.. one]))];
    }

    private static string SettingOf(MooringConfiguration configuration, AccountSettings account) =>
        account.Resolvers.Count > 0 ? $"accounts.{account.Name}.resolvers" : configuration.Dns.Resolvers.Count > 0 ? "dns.resolvers" : System;

    private static IReadOnlyList<IPEndPoint> ServersOf(string setting, MooringConfiguration configuration) => setting switch
    {
        System => SystemResolvers.Read(),
        "dns.resolvers" => configuration.Dns.Resolvers,
        _ => configuration.Accounts.First(account => setting == $"accounts.{account.Name}.resolvers").Resolvers,
    };

    /// <summary>Whose name is looked up here: with a proxy, that of the proxy alone.</summary>
    private static string HostOf(AccountRoute route) => (route.Connections.Proxy?.Address ?? route.Endpoint).IdnHost;

    /// <summary>RFC 6761 §6.3: nobody is asked for it.</summary>
    private static bool IsLocal(string host) => host == "localhost" || host.EndsWith(".localhost", StringComparison.Ordinal);

    /// <summary>The system has ways of its own for such names: a search list, multicast DNS.</summary>
    private static bool IsCompleted(string host) => !host.Contains('.', StringComparison.Ordinal) || host.EndsWith(".local", StringComparison.Ordinal);

    private static NameKind KindOf(string host) =>
        ProviderCatalog.All.SelectMany(provider => provider.Apis).Any(api => api.Endpoint.IdnHost == host) ? NameKind.Cloud : NameKind.Own;

    /// <summary>Resolvers that the user chose are asked for a name of the user's own too, which they may answer in a way of their own.</summary>
    private static IEnumerable<(string Setting, (string Name, NameKind Kind) Name)> RecordName(MooringConfiguration configuration) =>
        configuration.Dns.Resolvers.Count == 0 ? []
        : configuration.Records.Select(record => record.Name.Value).Where(name => !name.StartsWith('*')).Take(1).Select(name => ("dns.resolvers", (name, NameKind.Record)));
}
