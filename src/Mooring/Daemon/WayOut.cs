using Microsoft.Extensions.Logging;
using Mooring.Configuration.Settings;
using Mooring.Core;
using Mooring.Engine.Sources.Interface;

namespace Mooring.Daemon;

/// <summary>Notices that packets have no way out of this machine, as at boot, and says so once.</summary>
/// <param name="configuration">Whose accounts are to be reached.</param>
/// <param name="log">Where to tell.</param>
internal sealed class WayOut(MooringConfiguration configuration, SpokenLog log)
{
    private readonly bool isNeeded = configuration.Records.Select(record => record.Account).ToHashSet(StringComparer.Ordinal) is var used
        && configuration.Accounts.Any(account => used.Contains(account.Name) && !IsHere(account));

    private bool told;

    /// <summary>Whether rounds can only fail now: the system tells that there is no default route of any family, and some account lies beyond this machine.</summary>
    /// <param name="reading">This machine's network; null, or without routes, where the system does not tell.</param>
    public bool IsMissing(InterfaceReading? reading)
    {
        var missing = isNeeded && reading?.Routes is { Count: 0 };
        if (missing != told)
        {
            told = missing;
            log.Say(missing ? LogLevel.Warning : LogLevel.Information, missing
                ? new Text(
                    "this machine has no default route, so nobody can be reached; waiting for the network, and going on as soon as there is one",
                    "本机没有默认路由，无法访问外部；正在等待网络，一旦可用立即继续")
                : new Text("this machine has a default route again", "本机已有默认路由"));
        }

        return missing;
    }

    private static bool IsHere(AccountSettings account) => (account.Proxy?.Address ?? account.Endpoint)?.IsLoopback == true;
}
