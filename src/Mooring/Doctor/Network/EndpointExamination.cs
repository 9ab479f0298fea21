using Mooring.Composition;
using Mooring.Configuration.Settings;
using Mooring.Core;
using Mooring.Engine.Sources.Interface;
using Mooring.Engine.Sources.Probe;
using Mooring.Http;
using Mooring.Providers;

namespace Mooring.Doctor.Network;

/// <summary>Looks at the ways to the providers' APIs: reached over which family, through a proxy, verified by which root.</summary>
/// <param name="reader">Tells of the ways out, so that a family that has none is not held against an endpoint.</param>
internal sealed class EndpointExamination(IInterfaceReader reader) : IExamination
{
    private static readonly string[] ProxyVariables = ["HTTPS_PROXY", "https_proxy", "ALL_PROXY", "all_proxy"];

    /// <inheritdoc />
    public Text Name => new("the ways to the clouds", "到云服务商的连接");

    /// <inheritdoc />
    public async Task<IReadOnlyList<Finding>> ExamineAsync(Patient patient, CancellationToken cancellation)
    {
        var network = reader.ReadOrNull();
        var look = new EndpointLook(network, patient.Time);
        var ways = Ways(patient);
        var facts = await Task.WhenAll(ways.Select(way => look.TakeAsync(way.Subject, way.Endpoint, way.Connections, cancellation)));
        var proxyVariable = ProxyVariables.FirstOrDefault(name => patient.Environment.FindFilled(name) is not null);
        var needsRoots = ways.Any(way => way.Endpoint.Scheme == Uri.UriSchemeHttps && way.Connections.RootCertificates is null) || ProbesOverHttps(patient.Configuration);
        return
        [
            .. needsRoots ? TlsJudge.JudgeRoots(RootFacts.Read(network?.InContainer ?? false)) : [],
            .. facts.SelectMany(way => EndpointJudge.Judge(way.Proxy is null ? way with { UnreadProxy = proxyVariable } : way)),
        ];
    }

    private static bool ProbesOverHttps(MooringConfiguration? configuration) => (configuration?.Addresses ?? []).OfType<ProbeAddress>()
        .Any(probe => probe.Probes.Count == 0 || probe.Probes.Any(target => target is ProbeTarget.Web { Url.Scheme: "https" }));

    /// <summary>Accounts that go the same way share it; without a configuration the usual endpoints.</summary>
    private static IReadOnlyList<(string Subject, Uri Endpoint, HttpConnectionOptions Connections)> Ways(Patient patient) =>
        patient is { Configuration: { } configuration, Installation: { } installation }
            ?
            [
                .. installation.Routes.GroupBy(route => Way(route, configuration.Account(route.Account)), StringComparer.Ordinal)
                    .Select(same => (string.Join(", ", same.Select(route => route.Account)), same.First().Endpoint, same.First().Connections)),
            ]
            : [.. ProviderCatalog.All.Select(provider => (provider.Name, provider.Apis[0].Endpoint, new HttpConnectionOptions()))];

    private static string Way(AccountRoute route, AccountSettings account) =>
        $"{route.Endpoint} {account.Proxy} {account.RootCertificates} {string.Join(' ', account.Resolvers)}";
}
