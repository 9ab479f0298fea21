using System.Globalization;
using System.Net;
using Mooring.Dns;

namespace Mooring.Cli.Output;

/// <summary>The <c>dig</c> command that asks the same, so that anybody can check.</summary>
internal static class DigLine
{
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
