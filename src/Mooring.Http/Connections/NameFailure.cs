using Mooring.Core;

namespace Mooring.Http;

/// <summary>Words for a host name that led to no address.</summary>
internal static class NameFailure
{
    public static TransportFailure For(string host, Text why) =>
        new(new Text($"the name {host} could not be resolved: {why.English}", $"无法解析名称 {host}：{why.Chinese}"));
}
