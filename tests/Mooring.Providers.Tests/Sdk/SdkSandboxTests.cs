using System.Globalization;
using Mooring.Sandbox;
using Mooring.Sandbox.World;

namespace Mooring.Providers.Tests.Sdk;

public sealed class SdkSandboxTests
{
    [Fact]
    public async Task The_vendors_sdks_work_unmodified_against_the_sandbox()
    {
        await using var sandbox = await SandboxHost.StartAsync(
            new SandboxOptions { Ports = SandboxPorts.Free }, TimeProvider.System, Sample.Cancellation);
        sandbox.World.Limits = new LimitSettings(CallsPerSecond: 100_000);

        var output = await VendorSdks.RunAsync(
            "sandbox.mjs",
            sandbox.Ports.Alidns.ToString(CultureInfo.InvariantCulture),
            sandbox.Ports.Tencent.ToString(CultureInfo.InvariantCulture));

        Assert.Equal(13, output.Split('\n').Count(line => line.StartsWith("ok ", StringComparison.Ordinal)));
    }
}
