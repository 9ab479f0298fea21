using System.Net;
using System.Net.Sockets;
using System.Security.Authentication;
using Mooring.Core;

namespace Mooring.Http;

/// <summary>Why no answer came: said plainly, without the framework's own words, which a trimmed program may lack.</summary>
/// <param name="What">What happened, as the end of a sentence: "connection refused by 192.0.2.1:443".</param>
/// <param name="Passing">Whether it may pass by itself; false for a certificate or proxy that is refused for a lasting reason.</param>
public sealed record TransportFailure(Text What, bool Passing = true)
{
    /// <summary>Whether the machine's clock is the likely cause, and setting it the mend.</summary>
    public bool ClockSuspected { get; init; }

    /// <summary>What an exception of sending or reading means; null for one that is none of the transport's.</summary>
    public static TransportFailure? From(Exception exception)
    {
        for (Exception? cause = exception; cause is not null; cause = cause.InnerException)
        {
            if (cause is ConnectionFailedException known)
            {
                return known.Failure;
            }
        }

        if (CertificateRefusedException.In(exception) is { } refusal)
        {
            return new(refusal.What, Passing: false) { ClockSuspected = refusal.OnlyDates };
        }

        return exception switch
        {
            HttpRequestException { HttpRequestError: HttpRequestError.ProxyTunnelError } proxy => ProxyRefused(proxy.StatusCode),
            _ => Deepest(exception),
        };
    }

    /// <summary>What a socket's error means.</summary>
    internal static Text Describe(SocketError error) => error switch
    {
        SocketError.ConnectionRefused => new("connection refused", "连接被拒绝"),
        SocketError.NetworkUnreachable or SocketError.AddressFamilyNotSupported or SocketError.AddressNotAvailable =>
            new("this network is not reachable from here", "本机无法到达该网络"),
        SocketError.HostUnreachable or SocketError.HostDown => new("the host is not reachable", "主机不可达"),
        SocketError.TimedOut => new("no answer to the connection attempt", "连接请求没有得到回应"),
        SocketError.AccessDenied => new("the system does not allow the connection (firewall or missing right)", "系统不允许此连接（防火墙或缺少权限）"),
        SocketError.ConnectionReset or SocketError.ConnectionAborted or SocketError.Shutdown => Broken.What,
        SocketError.HostNotFound or SocketError.NoData => new("the name does not exist", "该名称不存在"),
        SocketError.TryAgain => new("the name servers did not answer", "域名服务器没有应答"),
        _ => new($"socket error {error}", $"套接字错误 {error}"),
    };

    private static TransportFailure Broken { get; } = new(new Text(
        "the connection was closed before the answer was complete", "连接在应答完整之前被关闭"));

    private static TransportFailure? Deepest(Exception exception)
    {
        TransportFailure? found = exception switch
        {
            AuthenticationException => new(new Text("the TLS handshake failed", "TLS 握手失败")),
            SocketException socket => new(Describe(socket.SocketErrorCode)),
            HttpIOException { HttpRequestError: HttpRequestError.InvalidResponse } => NoHttp,
            HttpRequestException { HttpRequestError: HttpRequestError.SecureConnectionError } => new(new Text("the TLS handshake failed", "TLS 握手失败")),
            HttpRequestException { HttpRequestError: HttpRequestError.InvalidResponse or HttpRequestError.ConfigurationLimitExceeded } => NoHttp,
            HttpRequestException or IOException => Broken,
            _ => null,
        };
        return exception.InnerException is { } inner && Deepest(inner) is { } deeper && deeper != Broken ? deeper : found;
    }

    private static TransportFailure NoHttp { get; } = new(new Text("the answer is not HTTP", "应答不是 HTTP"));

    private static TransportFailure ProxyRefused(HttpStatusCode? status) => status switch
    {
        HttpStatusCode.ProxyAuthenticationRequired => new(
            new Text("the proxy asks for a user name and password, or refuses those given (407)", "代理要求用户名和密码，或拒绝了所给的（407）"), Passing: false),
        { } code => new(new Text($"the proxy refused the tunnel with status {(int)code}", $"代理拒绝建立隧道，状态码 {(int)code}")),
        null => new(new Text("the proxy did not open a tunnel", "代理没有建立隧道")),
    };
}

/// <summary>A connection could not be made; carries the reason through the framework's own exceptions.</summary>
internal sealed class ConnectionFailedException(TransportFailure failure) : IOException(failure.What.English)
{
    public TransportFailure Failure => failure;
}
