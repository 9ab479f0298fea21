using System.Net;
using System.Net.Sockets;
using Mooring.Core;

namespace Mooring.Sandbox.Hosting;

/// <summary>Takes ports.</summary>
internal static class PortBinder
{
    // A free number is chosen by the first socket; another of the same service may find it taken. On a machine so full
    // that this many numbers fail, the error of the last is the truth.
    private const int Attempts = 64;

    /// <summary>Binds all sockets of a service on one number.</summary>
    /// <exception cref="SandboxException">The port cannot be had; says which, why, and the option that changes it.</exception>
    public static BoundPort Bind(PortRequest request)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return BindOnce(request);
            }
            catch (PortTakenException taken) when (request.Port == 0 && attempt < Attempts && taken.MayBeFreeElsewhere)
            {
            }
            catch (PortTakenException taken)
            {
                throw new SandboxException(Explain(request.Option, taken), taken);
            }
        }
    }

    private static BoundPort BindOnce(PortRequest request)
    {
        var sockets = new List<Socket>();
        try
        {
            var port = request.Port;
            foreach (var wanted in request.Sockets)
            {
                sockets.Add(Open(wanted, port == 0 ? 0 : port + wanted.Offset));
                port = port == 0 ? sockets[0].Local().Port : port;
            }

            return new BoundPort(port, sockets);
        }
        catch
        {
            sockets.ForEach(socket => socket.Dispose());
            throw;
        }
    }

    private static Socket Open(SocketRequest wanted, int port)
    {
        var tcp = wanted.Protocol == ProtocolType.Tcp;
        var socket = new Socket(wanted.Address.AddressFamily, tcp ? SocketType.Stream : SocketType.Dgram, wanted.Protocol);
        try
        {
            DatagramErrors.Silence(socket);
            socket.Bind(new IPEndPoint(wanted.Address, port));
            if (tcp)
            {
                socket.Listen();
            }

            return socket;
        }
        catch (Exception e) when (e is SocketException or ArgumentOutOfRangeException)
        {
            socket.Dispose();
            throw new PortTakenException(wanted, port, e);
        }
    }

    private static Text Explain(string option, PortTakenException taken)
    {
        var (protocol, address, port) = (taken.Wanted.Protocol.ToString().ToUpperInvariant(), taken.Wanted.Address, taken.Port);
        var cause = taken.Error switch
        {
            SocketError.AddressAlreadyInUse => new Text(
                $"it is in use. End the program that holds it, or choose another port with {option} (0 takes a free one)",
                $"该端口已被占用。请结束占用它的程序，或用 {option} 另选端口（0 表示任选空闲端口）"),
            SocketError.AccessDenied => new Text(
                $"this user may not. Ports below 1024 need root or CAP_NET_BIND_SERVICE; choose another with {option}",
                $"当前用户无权限。1024 以下的端口需要 root 或 CAP_NET_BIND_SERVICE；也可用 {option} 另选端口"),
            SocketError.AddressNotAvailable => new Text(
                $"this machine has no address {address}. Add it to the loopback interface (macOS: sudo ifconfig lo0 alias {address}), or choose one it has with --listen",
                $"本机没有地址 {address}。请把它加到回环接口（macOS：sudo ifconfig lo0 alias {address}），或用 --listen 选择本机已有的地址"),
            _ => new Text(
                $"{taken.InnerException?.Message}. Choose another port with {option}",
                $"{taken.InnerException?.Message}。请用 {option} 另选端口"),
        };
        return new Text(
            $"cannot take {protocol} port {port} on {address} ({option}): {cause.English}",
            $"无法占用 {address} 的 {protocol} 端口 {port}（{option}）：{cause.Chinese}");
    }

    private sealed class PortTakenException(SocketRequest wanted, int port, Exception inner) : Exception(inner.Message, inner)
    {
        public SocketRequest Wanted => wanted;

        public int Port => port;

        public SocketError? Error => (InnerException as SocketException)?.SocketErrorCode;

        public bool MayBeFreeElsewhere => Error is SocketError.AddressAlreadyInUse or SocketError.AccessDenied or null;
    }
}
