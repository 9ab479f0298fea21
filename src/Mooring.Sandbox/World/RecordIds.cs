using System.Globalization;

namespace Mooring.Sandbox.World;

/// <summary>Hands out ids of the size the clouds use, the same ones in every run.</summary>
/// <remarks>Alidns ids have 19 digits; Tencent record ids do not fit 31 bits. Both are what breaks clients that read them as int.</remarks>
internal sealed class RecordIds
{
    private long alidns = 1_985_473_620_417_536_000;
    private long tencent = 2_183_921_139;
    private long tencentZone = 96_000_000;
    private long alidnsZone;

    public string NextRecord(SandboxProvider provider) =>
        (provider == SandboxProvider.Alidns ? Interlocked.Add(ref alidns, 7_168) : Interlocked.Increment(ref tencent))
        .ToString(CultureInfo.InvariantCulture);

    public string NextZone(SandboxProvider provider) =>
        provider == SandboxProvider.Alidns
            ? $"00efd71a-770e-4255-b54e-{Interlocked.Increment(ref alidnsZone):x12}"
            : Interlocked.Increment(ref tencentZone).ToString(CultureInfo.InvariantCulture);
}
