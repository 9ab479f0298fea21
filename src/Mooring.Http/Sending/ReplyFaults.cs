using Mooring.Core;
using Mooring.Core.Records;

namespace Mooring.Http;

/// <summary>Names the fault of an answer that is not in the API's own words: from a gateway, a captive portal, a broken host.</summary>
public static class ReplyFaults
{
    /// <summary>
    /// The exception for an answer that could not be read as the API's: <see cref="DnsFault.Throttled"/> for 429, else <see cref="DnsFault.Unavailable"/>.
    /// </summary>
    /// <param name="action">The provider's name of the action.</param>
    /// <param name="host">The host asked.</param>
    /// <param name="reply">The answer; its body is not repeated in the text.</param>
    public static DnsApiException NotAnAnswer(string action, string host, ApiReply reply)
    {
        var fault = reply.Status == 429 ? DnsFault.Throttled : DnsFault.Unavailable;
        var what = Describe(reply);
        return new(fault, new Text($"{action} at {host}: {what.English}", $"{host} 的 {action}：{what.Chinese}"), code: $"HTTP {reply.Status}");
    }

    /// <summary>What is wrong with such an answer, and what to do.</summary>
    public static Text Describe(ApiReply reply) => reply.Status switch
    {
        429 => new("too many requests (HTTP 429)", "请求过于频繁（HTTP 429）"),
        >= 500 => new($"the service is out of order (HTTP {reply.Status}); it passes by itself as a rule", $"服务暂时不可用（HTTP {reply.Status}），通常会自行恢复"),
        >= 300 and < 400 => new(
            $"a redirect (HTTP {reply.Status}) instead of an answer; check the endpoint, and for a login page of this network",
            $"得到的是重定向（HTTP {reply.Status}）而不是应答；请检查 endpoint，以及本网络是否有登录页"),
        _ when reply.MediaType is "text/html" => new(
            $"a web page (HTTP {reply.Status}) instead of an answer; check the endpoint, and for a proxy or login page in between",
            $"得到的是网页（HTTP {reply.Status}）而不是应答；请检查 endpoint，以及中间是否有代理或登录页"),
        _ => new($"an answer (HTTP {reply.Status}) that cannot be read", $"应答（HTTP {reply.Status}）无法读取"),
    };
}
