using Microsoft.AspNetCore.Http;
using Mooring.Sandbox.Gateway;
using Mooring.Sandbox.World;

namespace Mooring.Sandbox.Alidns;

/// <summary>Stands in for Alibaba Cloud DNS, version 2015-01-09: both signatures, GET and POST, JSON and XML.</summary>
/// <remarks>Every path belongs to it; the vendor serves <c>/</c> alone and refuses others as it does.</remarks>
public sealed class AlidnsApi
{
    private readonly ApiGateway gateway;

    /// <summary>Makes the API of a world.</summary>
    public AlidnsApi(SandboxWorld world)
    {
        World = world;
        Authentication = new AlidnsAuthentication(world);
        Limiter = new CallLimiter(world);
        gateway = new ApiGateway(world, SandboxProvider.Alidns, request => new AlidnsCall(this, request));
    }

    internal SandboxWorld World { get; }

    internal AlidnsAuthentication Authentication { get; }

    internal CallLimiter Limiter { get; }

    internal AlidnsMemory Memory { get; } = new();

    /// <summary>Answers one request.</summary>
    public Task HandleAsync(HttpContext context) => gateway.HandleAsync(context);
}
