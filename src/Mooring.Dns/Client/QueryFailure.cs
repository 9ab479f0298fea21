using System.Net;
using System.Net.Sockets;
using Mooring.Core;

namespace Mooring.Dns;

/// <summary>Says why a question got no usable reply.</summary>
internal static class QueryFailure
{
    public static DnsQueryException Explain(IPEndPoint server, DnsQuestion question, Outcome outcome, int tries, TimeSpan limit)
    {
        var seconds = limit.TotalSeconds;
        return outcome switch
        {
            Outcome.Silence { Unreadable: { } why } => new(DnsQueryFault.Unreadable, Asked(server, question, new Text(
                $"only replies came that cannot be taken ({why}); ask another server",
                $"收到的应答均不可用（{why}）；请换一台服务器"))),
            Outcome.Silence => new(DnsQueryFault.TimedOut, Asked(server, question, new Text(
                $"no reply to {tries} tries of {seconds} s each; check the server's address and that no firewall drops DNS",
                $"尝试 {tries} 次、每次等待 {seconds} 秒均无应答；请检查服务器地址以及防火墙是否拦截了 DNS"))),
            Outcome.Broken { Error: var error } => new(Fault(error), Asked(server, question, new Text(
                $"the network reports: {error.Message}; check that the server runs and this machine has a route to it",
                $"网络报告：{error.Message}；请检查服务器是否运行、本机能否到达该服务器")), error),
            _ => new(DnsQueryFault.Unreadable, Asked(server, question, new Text(
                "the reply is truncated and TCP gave none either; check that no firewall drops TCP port 53",
                "应答被截断，且通过 TCP 也未取得；请检查防火墙是否拦截了 TCP 53 端口"))),
        };
    }

    private static Text Asked(IPEndPoint server, DnsQuestion question, Text what) => new(
        $"asked {server} for {question}: {what.English}",
        $"向 {server} 查询 {question}：{what.Chinese}");

    private static DnsQueryFault Fault(Exception error) => error is SocketException ? DnsQueryFault.Unreachable : DnsQueryFault.Unreadable;
}
