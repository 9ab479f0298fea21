namespace Mooring.Engine.Sources.Router.PortControl;

/// <summary>Refusals that NAT-PMP and PCP share.</summary>
internal static class PortControlTexts
{
    /// <summary>Result "not authorized".</summary>
    public static RouterReply Refused { get; } = RouterReply.Not(
        "it refuses: the function is switched off in its settings, or not allowed for this machine", "被拒绝：该功能在路由器设置中已关闭，或未对本机开放");

    /// <summary>Result "out of resources".</summary>
    public static RouterReply OutOfResources { get; } = RouterReply.Not("it maps no further port", "路由器无法再映射端口");

    /// <summary>A result without words of its own.</summary>
    public static RouterReply Code(int code) => RouterReply.Not($"it answered with error {code}", $"应答为错误 {code}");
}
