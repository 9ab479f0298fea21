using System.Net;
using Mooring.Core;
using Mooring.Core.Names;
using Mooring.Engine.Notifications;

namespace Mooring.Configuration.Settings;

/// <summary>The daemon's HTTP interface.</summary>
/// <param name="Listen">Where it listens.</param>
/// <param name="Tokens">Who may do what.</param>
/// <param name="Hosts">Further names and addresses under which requests reach it, as through a proxy.</param>
internal sealed record ConsoleSettings(IPEndPoint Listen, IReadOnlyList<TokenSettings> Tokens, IReadOnlyList<string> Hosts);

/// <summary>A token of the HTTP interface.</summary>
/// <param name="Token">What the caller shows.</param>
/// <param name="Scopes">Of <c>trigger</c>, <c>metrics</c>, <c>httpreq</c>; at least one.</param>
/// <param name="Domains">Where <c>httpreq</c> may publish; empty without that scope.</param>
internal sealed record TokenSettings(Secret Token, IReadOnlyList<string> Scopes, IReadOnlyList<DomainName> Domains);

/// <summary>Who is told of what.</summary>
/// <param name="Target">Where it goes.</param>
/// <param name="Events">Of <c>changed</c>, <c>failed</c>, <c>recovered</c>, <c>clock</c>, <c>expiring</c>; empty for what is told after every round.</param>
internal sealed record NotificationSettings(NotificationTarget Target, IReadOnlyList<string> Events);
