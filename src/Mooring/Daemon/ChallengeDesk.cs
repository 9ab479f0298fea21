using Microsoft.Extensions.Logging;
using Mooring.Composition;
using Mooring.Configuration.Settings;
using Mooring.Core;
using Mooring.Core.Names;
using Mooring.Core.Records;
using Mooring.Engine.Issuing.Challenges;
using Mooring.Engine.Store;
using Mooring.Web.Httpreq;

namespace Mooring.Daemon;

/// <summary>Publishes and removes challenges with the accounts of the configuration as it is; lives as long as the daemon.</summary>
/// <remarks>
/// A request holds the installation with which it began, so that a configuration that is read again meanwhile waits for no request and
/// fails none.
/// </remarks>
internal sealed class ChallengeDesk(SpokenLog log, TimeProvider time) : IChallengeDesk, IDisposable
{
    private Seat? seat;

    /// <summary>Whether a configuration lets anybody publish here.</summary>
    public static bool IsOpen(MooringConfiguration configuration) =>
        configuration.Console?.Tokens.Any(token => token.Scopes.Contains(HttpreqPages.Scope, StringComparer.Ordinal)) == true;

    /// <summary>Goes by a configuration from now on.</summary>
    /// <param name="configuration">Which.</param>
    /// <param name="installation">Its parts, in use by their owner.</param>
    public void Use(MooringConfiguration configuration, Installation installation) =>
        Interlocked.Exchange(ref seat, new Seat(configuration, installation, installation.TryHold()!))?.Hold.Dispose();

    /// <inheritdoc />
    public Task PublishAsync(Challenge challenge, IReadOnlyList<DomainName> within, CancellationToken cancellation) => WorkAsync(challenge, within, async publisher =>
    {
        var published = (await publisher.PublishAsync([challenge], cancellation))[0];
        var record = published.RecordId is { } id ? $" ({Printable.Of(id)})" : "";
        return new Text(
            $"httpreq: {published.Name} TXT {challenge.Value} stands in {published.Zone}{record}",
            $"httpreq：{published.Zone} 中已有 {published.Name} TXT {challenge.Value}{record}");
    }, cancellation);

    /// <inheritdoc />
    public Task RemoveAsync(Challenge challenge, IReadOnlyList<DomainName> within, CancellationToken cancellation) => WorkAsync(challenge, within, async publisher =>
    {
        await publisher.RemoveAsync(challenge, at: null, cancellation);
        return new Text($"httpreq: the challenge {challenge.Value} of {challenge.Domain} is gone", $"httpreq：{challenge.Domain} 的验证记录 {challenge.Value} 已不存在");
    }, cancellation);

    /// <inheritdoc />
    public void Dispose() => Interlocked.Exchange(ref seat, null)?.Hold.Dispose();

    private async Task WorkAsync(Challenge challenge, IReadOnlyList<DomainName> within, Func<ChallengePublisher, Task<Text>> work, CancellationToken cancellation)
    {
        try
        {
            var (configuration, installation, hold) = Sit();
            using (hold)
            {
                log.Say(LogLevel.Information, await work(await PublisherAsync(configuration, installation, within, cancellation)));
            }
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            var failure = Failure(e);
            var (what, cause) = e is StateStoreException store ? (store.Text, null) : (failure.Text, failure.InnerException is DnsApiException or null ? null : e);
            log.Say(LogLevel.Warning, new Text($"httpreq: the challenge of {challenge.Domain}: {what.English}", $"httpreq：{challenge.Domain} 的验证记录：{what.Chinese}"), cause);
            throw failure;
        }
    }

    /// <summary>The seat as it is; whoever takes it over between the two looks has made another.</summary>
    private Seat Sit()
    {
        while (Volatile.Read(ref seat) is { } now)
        {
            if (now.Installation.TryHold() is { } hold)
            {
                return now with { Hold = hold };
            }
        }

        throw new ChallengeException(new Text("the daemon is stopping", "守护进程正在停止"));
    }

    private async Task<ChallengePublisher> PublisherAsync(
        MooringConfiguration configuration, Installation installation, IReadOnlyList<DomainName> within, CancellationToken cancellation)
    {
        var options = new ChallengeOptions
        {
            Mark = await installation.Mark.ReadAsync(cancellation), Tell = what => log.Say(LogLevel.Warning, what), Owner = ChallengeOwner.Current(isHook: true), Within = within, TakesManual = false,
        };
        return Challenges.Publisher(installation, installation.Accounts, options, configuration.Dns, time);
    }

    private static ChallengeException Failure(Exception e) => e switch
    {
        ChallengeException told => told,
        DnsApiException api => new ChallengeException(api.Text, api.Fault, api) { Code = api.Code, RequestId = api.RequestId },
        StateStoreException => new ChallengeException(new Text("the daemon's state cannot be used; its log says why", "无法使用守护进程的状态目录，原因见其日志"), inner: e),
        _ => new ChallengeException(new Text("it ended unexpectedly; the daemon's log says more", "意外中止，详情见守护进程的日志"), inner: e),
    };

    private sealed record Seat(MooringConfiguration Configuration, Installation Installation, IDisposable Hold);
}
