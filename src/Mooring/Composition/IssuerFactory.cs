using System.Collections.Immutable;
using Mooring.Acme;
using Mooring.Configuration.Settings;
using Mooring.Core;
using Mooring.Engine.Issuing.Ordering;
using Mooring.Http;
using Mooring.Telling;

namespace Mooring.Composition;

/// <summary>Makes each authority of a configuration.</summary>
/// <param name="dns">How names are resolved.</param>
/// <param name="network">Whom to ask for the time, where a wrong clock keeps TLS from working.</param>
/// <param name="time">This machine's clock.</param>
internal sealed class IssuerFactory(DnsSettings dns, NetworkTime network, TimeProvider time)
{
    /// <summary>All of them by name; nobody is asked yet.</summary>
    /// <exception cref="CommandException">A file of roots cannot be read, or a MAC key is none; exit code 2.</exception>
    public ImmutableDictionary<string, Issuer> CreateAll(IEnumerable<IssuerSettings> issuers) =>
        issuers.ToImmutableDictionary(issuer => issuer.Name, Create, StringComparer.Ordinal);

    private Issuer Create(IssuerSettings settings)
    {
        var issuer = new Issuer(settings.Name, settings.Directory)
        {
            Contacts = settings.Email is { } email ? [email] : [],
            Binding = Binding(settings),
            BindingFrom = settings.EabFrom,
            Profile = settings.Profile,
            ProfilePreferred = settings.ProfileOptional,
            PreferredChain = settings.PreferredChain,
            Connections = new HttpConnectionOptions
            {
                Resolver = DnsHostResolver.Through(dns.Resolvers, time),
                RootCertificates = RootFiles.Read(settings.RootCertificates, $"issuers.{settings.Name}"),
                NetworkTime = network,
            },
        };
        return settings.Staging is { } staging ? issuer with { Staging = staging } : issuer;
    }

    private static ExternalBinding? Binding(IssuerSettings settings)
    {
        try
        {
            return settings.EabKeyId is { } id && settings.EabHmacKey is { } key ? new ExternalBinding(id, key) : null;
        }
        catch (FormatException e)
        {
            throw new CommandException(
                new Text(
                    $"issuers.{settings.Name}.eab.hmac-key: that is no MAC key; copy it as the authority shows it, base64url",
                    $"issuers.{settings.Name}.eab.hmac-key：不是有效的 MAC 密钥；请按颁发机构显示的内容原样复制（base64url）"),
                ExitCode.Usage,
                e);
        }
    }
}
