using System.Collections.Immutable;
using Mooring.Configuration.Settings;
using Mooring.Engine.Updating;
using Mooring.Http;
using Mooring.Providers;
using Mooring.Providers.Alidns;
using Mooring.Providers.TencentCloud;
using Mooring.Providers.TencentCloud.Cns;

namespace Mooring.Composition;

/// <summary>Makes each account's zone editor over its own channel.</summary>
internal sealed class AccountFactory(
    MooringConfiguration configuration,
    ImmutableSortedDictionary<string, ServerClock> clocks,
    ApiCallCounter calls,
    NetworkTime network,
    TimeProvider time,
    IApiTrace? trace)
{
    private readonly List<ApiChannel> channels = [];
    private readonly List<AccountCalls> counters = [];
    private readonly List<AccountRoute> routes = [];

    /// <summary>The counters of the accounts made so far.</summary>
    public IReadOnlyList<AccountCalls> Counters => counters;

    /// <summary>The ways to the providers of the accounts made so far.</summary>
    public IReadOnlyList<AccountRoute> Routes => routes;

    /// <summary>The channels made so far, to be disposed at the end.</summary>
    public IReadOnlyList<ApiChannel> Channels => channels;

    /// <summary>The account, ready to edit.</summary>
    public Account Create(AccountSettings account) => new(account.Name, account switch
    {
        AlidnsAccount alidns => Alidns(alidns),
        TencentAccount { Api: TencentApi.CnsV2 } tencent => Cns(tencent),
        TencentAccount tencent => Dnspod(tencent),
        _ => throw new InvalidOperationException($"no editor for {account.Provider}"),
    });

    private AlidnsZoneEditor Alidns(AlidnsAccount account)
    {
        var options = new AlidnsOptions { Credentials = new ApiCredentials(account.AccessKeyId, account.AccessKeySecret, account.SecurityToken) };
        options = account.Endpoint is { } endpoint ? options with { Endpoint = endpoint } : options;
        return new AlidnsZoneEditor(Channel(account, AlidnsProvider.Api, options.Endpoint), options);
    }

    private DnspodZoneEditor Dnspod(TencentAccount account)
    {
        var options = new DnspodOptions { Credentials = new ApiCredentials(account.SecretId, account.SecretKey, account.SecurityToken) };
        options = account.Endpoint is { } endpoint ? options with { Endpoint = endpoint } : options;
        return new DnspodZoneEditor(Channel(account, TencentProvider.Dnspod, options.Endpoint), options);
    }

    private CnsZoneEditor Cns(TencentAccount account)
    {
        var options = new CnsOptions
        {
            Credentials = new ApiCredentials(account.SecretId, account.SecretKey, account.SecurityToken),
            SignatureMethod = account.SignatureMethod == TencentSignature.HmacSha1 ? CnsSignatureMethod.HmacSha1 : CnsSignatureMethod.HmacSha256,
        };
        options = account.Endpoint is { } endpoint ? options with { Endpoint = endpoint } : options;
        return new CnsZoneEditor(Channel(account, TencentProvider.Cns, options.Endpoint), options);
    }

    private ApiChannel Channel(AccountSettings account, ApiInfo api, Uri endpoint)
    {
        var options = new ApiChannelOptions
        {
            Endpoint = endpoint,
            CallsPerSecond = api.CallsPerSecond,
            Connections = new HttpConnectionOptions
            {
                Proxy = account.Proxy,
                Resolver = DnsHostResolver.Through(account.Resolvers.Count > 0 ? account.Resolvers : configuration.Dns.Resolvers, time),
                RootCertificates = RootFiles.Read(account.RootCertificates, $"accounts.{account.Name}"),
                NetworkTime = network,
            },
        };
        var own = new ApiCallCounter(calls);
        counters.Add(new AccountCalls(account.Provider, account.Name, own));
        routes.Add(new AccountRoute(account.Name, account.Provider, endpoint, options.Connections));
        var channel = new ApiChannel(options, clocks[account.Provider], own, time, trace);
        channels.Add(channel);
        return channel;
    }
}
