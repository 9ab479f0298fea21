using System.Globalization;
using System.Net;
using Mooring.Dns;

namespace Mooring.Cli.Output;

/// <summary>The <c>dig</c> command that asks the same, so that anybody can check.</summary>
internal static class DigLine
{
    /// <summary>The command line for the server of a report; null where nothing was asked.</summary>
    /// <param name="server">What it said.</param>
    /// <param name="question">What to ask.</param>
    /// <param name="recurse">True for a resolver; an authoritative server is asked for what it holds itself.</param>
    public static string? Of(ServerReport server, DnsQuestion question, bool recurse) =>
        server.Https is { } https ? Of(https, question) : server.EndPoint is { } at ? Of(at, question, recurse) : null;

    /// <summary>The command line for a resolver over HTTPS, for dig of BIND 9.18 or later.</summary>
    private static string Of(Uri https, DnsQuestion question)
    {
        var port = https.IsDefaultPort ? "" : string.Create(CultureInfo.InvariantCulture, $" -p {https.Port}");
        var option = https.Scheme == Uri.UriSchemeHttps ? "+https" : "+http-plain";
        return $"dig @{https.IdnHost}{port} {option}={https.AbsolutePath} {question.Name} {question.Type.Mnemonic()}";
    }

    /// <summary>The command line for one server.</summary>
    /// <param name="server">Whom to ask.</param>
    /// <param name="question">What to ask.</param>
    /// <param name="recurse">True for a resolver; an authoritative server is asked for what it holds itself.</param>
    public static string Of(IPEndPoint server, DnsQuestion question, bool recurse)
    {
        var port = server.Port == SystemResolvers.Port ? "" : string.Create(CultureInfo.InvariantCulture, $" -p {server.Port}");
        return $"dig @{server.Address}{port}{(recurse ? "" : " +norecurse")} {question.Name} {question.Type.Mnemonic()}";
    }
}
