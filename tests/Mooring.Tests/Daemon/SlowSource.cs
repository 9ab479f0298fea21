using System.Net;
using Mooring.Core.Addresses;
using Mooring.Engine.Sources;

namespace Mooring.Tests.Daemon;

/// <summary>A source that answers when the test says so.</summary>
internal sealed class SlowSource : IAddressSource
{
    private readonly TaskCompletionSource<IPAddress> answer = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int asked;
    private int givenUp;

    public string Name => "slow";

    public IpFamily Family => IpFamily.IPv4;

    public bool IsPrompt => false;

    /// <summary>How often it was asked.</summary>
    public int Asked => Volatile.Read(ref asked);

    /// <summary>How often nobody waited for its answer any more.</summary>
    public int GivenUp => Volatile.Read(ref givenUp);

    /// <summary>Answers whoever asks, and whoever will.</summary>
    public void Answer(string address) => answer.SetResult(IPAddress.Parse(address));

    public async Task<SourceAnswer> AskAsync(CancellationToken cancellation)
    {
        Interlocked.Increment(ref asked);
        try
        {
            return SourceAnswer.Found(await answer.Task.WaitAsync(cancellation));
        }
        catch (OperationCanceledException)
        {
            Interlocked.Increment(ref givenUp);
            throw;
        }
    }
}
