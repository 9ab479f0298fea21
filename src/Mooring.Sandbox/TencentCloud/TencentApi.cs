using Microsoft.AspNetCore.Http;
using Mooring.Sandbox.Gateway;
using Mooring.Sandbox.TencentCloud.Cns;
using Mooring.Sandbox.World;

namespace Mooring.Sandbox.TencentCloud;

/// <summary>Stands in for Tencent Cloud: DNSPod API 2021-03-23, and CNS v2 on <c>/v2/index.php</c>.</summary>
public sealed class TencentApi
{
    private readonly ApiGateway gateway;

    /// <summary>Makes the API of a world.</summary>
    public TencentApi(SandboxWorld world)
    {
        World = world;
        Authentication = new TencentAuthentication(world);
        Limiter = new CallLimiter(world);
        gateway = new ApiGateway(world, SandboxProvider.Tencent, Read);
    }

    internal SandboxWorld World { get; }

    internal TencentAuthentication Authentication { get; }

    internal CallLimiter Limiter { get; }

    internal DnspodJobs Jobs { get; } = new();

    /// <summary>Answers one request.</summary>
    public Task HandleAsync(HttpContext context) => gateway.HandleAsync(context);

    private ApiCall Read(ApiRequest request) =>
        request.Path == CnsCall.Path ? new CnsCall(this, request) : new DnspodCall(this, request);
}
