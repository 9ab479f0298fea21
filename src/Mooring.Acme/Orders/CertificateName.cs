using System.Diagnostics.CodeAnalysis;
using System.Net;
using Mooring.Core;
using Mooring.Core.Names;

namespace Mooring.Acme;

/// <summary>Which names a certificate can be ordered for with dns-01.</summary>
public static class CertificateName
{
    /// <summary>Reads a name as a person types it, and says why when no certificate can be had for it.</summary>
    public static bool TryParse(string? text, [NotNullWhen(true)] out DomainName? name, [NotNullWhen(false)] out Text? why)
    {
        name = null;
        why = IPAddress.TryParse(text?.Trim('[', ']'), out _) ? Address : null;
        if (why is null && DomainName.TryParse(text, out var parsed, out why))
        {
            why = Refusal(parsed);
            name = why is null ? parsed : null;
        }

        return name is not null;
    }

    /// <summary>Why no certificate can be ordered for the name; null when one can.</summary>
    public static Text? Refusal(DomainName name)
    {
        var labels = name.IsWildcard ? name.Labels[1..] : name.Labels;
        return labels switch
        {
            [] => new("it is no name of a host", "它不是主机名"),
            [.., var last] when last.All(char.IsAsciiDigit) => Address,
            _ when labels.Any(label => label.Contains('_', StringComparison.Ordinal)) =>
                new("a name with '_' is no host name, and CAs refuse it", "含有“_”的名称不是主机名，证书颁发机构会拒绝"),
            _ => null,
        };
    }

    /// <summary>RFC 8738 §4 offers addresses http-01 and tls-alpn-01 only, and §7 forbids dns-01.</summary>
    private static Text Address { get; } = new(
        "an address cannot be proved by DNS (RFC 8738): ACME has other challenges for it, which need a server on that address",
        "IP 地址无法用 DNS 证明（RFC 8738）：ACME 对它使用其他验证方式，需要在该地址上运行服务器");
}
