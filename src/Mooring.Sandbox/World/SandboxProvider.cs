namespace Mooring.Sandbox.World;

/// <summary>The clouds this sandbox stands in for.</summary>
public enum SandboxProvider
{
    /// <summary>Alibaba Cloud DNS.</summary>
    Alidns,

    /// <summary>Tencent Cloud: DNSPod API 3.0 and the older CNS v2.</summary>
    Tencent,
}

/// <summary>The words for them.</summary>
public static class SandboxProviders
{
    /// <summary>The word in seeds and the control API: <c>alidns</c> or <c>tencent</c>.</summary>
    public static string Word(this SandboxProvider provider) => provider == SandboxProvider.Alidns ? "alidns" : "tencent";

    /// <summary>The provider's own word for the line that everybody is on.</summary>
    public static string DefaultLine(this SandboxProvider provider) => provider == SandboxProvider.Alidns ? "default" : "默认";

    /// <summary>Reads the word of seeds and the control API.</summary>
    public static bool TryParse(string? word, out SandboxProvider provider)
    {
        provider = word == "tencent" ? SandboxProvider.Tencent : SandboxProvider.Alidns;
        return word is "alidns" or "tencent";
    }
}
