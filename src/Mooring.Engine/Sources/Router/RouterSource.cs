using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;
using Mooring.Core;
using Mooring.Core.Addresses;
using Mooring.Engine.Sources.Interface;
using Mooring.Engine.Sources.Router.PortControl;
using Mooring.Engine.Sources.Router.Upnp;

namespace Mooring.Engine.Sources.Router;

/// <summary>The source <c>router</c>: the external address that the default gateway knows of itself.</summary>
/// <param name="name">The name under <c>addresses:</c>.</param>
/// <param name="options">Whom to ask, and how.</param>
/// <param name="reader">Finds the default gateway.</param>
/// <param name="time">The clock of all limits.</param>
public sealed class RouterSource(string name, RouterOptions options, IInterfaceReader reader, TimeProvider time) : IAddressSource
{
    private RouterProtocol? lastHelpful;

    /// <inheritdoc />
    public string Name => name;

    /// <inheritdoc />
    public IpFamily Family => options.Policy.Family;

    /// <inheritdoc />
    public bool IsPrompt => false;

    /// <inheritdoc />
    public async Task<SourceAnswer> AskAsync(CancellationToken cancellation)
    {
        try
        {
            var reading = reader.Read();
            return (options.Gateway ?? reading.Gateway(IpFamily.IPv4)) is { } gateway
                ? await AskAsync(gateway, reading.InContainer, cancellation)
                : SourceAnswer.Unknown(RouterTexts.NoGateway(reading.InContainer));
        }
        catch (Exception e) when (e is NetworkInformationException or SocketException or IOException or UnauthorizedAccessException)
        {
            return SourceAnswer.Unknown(RouterTexts.Unreadable(e.Message));
        }
    }

    private async Task<SourceAnswer> AskAsync(IPAddress gateway, bool inContainer, CancellationToken cancellation)
    {
        var failures = new List<(RouterProtocol, Text)>();

        // What helped last time comes first, so that a router is not kept waiting for what it does not speak.
        foreach (var protocol in options.Protocols.Distinct().OrderBy(protocol => protocol != lastHelpful))
        {
            switch (await AskAsync(protocol, gateway, cancellation))
            {
                case RouterReply.Told told:
                    lastHelpful = protocol;
                    return Judge(told.Address, gateway, protocol);
                case RouterReply.Failed failed:
                    failures.Add((protocol, failed.Why));
                    break;
            }
        }

        return SourceAnswer.Unknown(RouterTexts.Silent(gateway, failures, inContainer));
    }

    private async Task<RouterReply> AskAsync(RouterProtocol word, IPAddress gateway, CancellationToken cancellation)
    {
        IRouterProtocol protocol = word switch
        {
            RouterProtocol.NatPmp => new NatPmpProtocol(options.Ports, time),
            RouterProtocol.Upnp => new UpnpProtocol(options.Ports, time),
            _ => new PcpProtocol(options.Ports, time),
        };
        using var limit = new CancellationTokenSource(protocol.Limit, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellation);
        try
        {
            return await protocol.AskAsync(gateway, both.Token);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return RouterReply.Late;
        }
        catch (SocketException e)
        {
            return e.SocketErrorCode == SocketError.ConnectionRefused
                ? RouterReply.Not("it does not speak that, or it is switched off", "路由器不支持，或已关闭该功能")
                : RouterReply.Not($"it cannot be reached ({e.SocketErrorCode})", $"无法连接（{e.SocketErrorCode}）");
        }
    }

    private SourceAnswer Judge(IPAddress address, IPAddress gateway, RouterProtocol protocol) =>
        RouterTexts.Refuse(address, options.Policy) is { } reason
            ? SourceAnswer.Unknown(RouterTexts.Refused(gateway, protocol, address, reason), [new RefusedAddress(address.ToString(), reason)])
            : SourceAnswer.Found(address, how: RouterTexts.How(gateway, protocol));
}
