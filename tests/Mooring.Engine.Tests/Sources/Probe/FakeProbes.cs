using Mooring.Core;
using Mooring.Core.Addresses;
using Mooring.Engine.Sources.Probe;

namespace Mooring.Engine.Tests.Sources.Probe;

/// <summary>
/// Probes that behave as a test says: an address, a failure, or silence until cancelled. A host <c>a</c> is short for <c>a.example</c>.
/// </summary>
internal sealed class FakeProbes : IProbeTransport
{
    private readonly Dictionary<string, Func<CancellationToken, Task<ProbeReply>>> behaviour = new(StringComparer.Ordinal);

    public bool Route { get; set; } = true;

    /// <summary>The hosts asked, in order.</summary>
    public IList<string> Asked { get; } = new List<string>();

    /// <summary>The hosts whose questions were called off.</summary>
    public IList<string> Cancelled { get; } = new List<string>();

    public FakeProbes Tells(string host, string text) => With(host, _ => Task.FromResult<ProbeReply>(new ProbeReply.Told(text)));

    public FakeProbes Fails(string host, ProbeFault fault = ProbeFault.Unreachable, string why = "it failed", TimeSpan? retryAfter = null) =>
        With(host, _ => Task.FromResult<ProbeReply>(new ProbeReply.Failed(Text.Same(why), fault, retryAfter)));

    public FakeProbes Hangs(string host) => With(host, async cancellation =>
    {
        var never = new TaskCompletionSource<ProbeReply>(TaskCreationOptions.RunContinuationsAsynchronously);
        using var stop = cancellation.Register(() =>
        {
            Cancelled.Add(host);
            never.TrySetCanceled(cancellation);
        });
        return await never.Task;
    });

    public Task<ProbeReply> AskAsync(ProbeTarget target, IpFamily family, CancellationToken cancellation)
    {
        Asked.Add(target.Host);
        return behaviour[target.Host](cancellation);
    }

    public bool HasRoute(IpFamily family) => Route;

    private FakeProbes With(string host, Func<CancellationToken, Task<ProbeReply>> answer)
    {
        behaviour[host.Contains('.', StringComparison.Ordinal) ? host : $"{host}.example"] = answer;
        return this;
    }
}
