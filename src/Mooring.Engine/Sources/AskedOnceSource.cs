using Mooring.Core.Addresses;

namespace Mooring.Engine.Sources;

/// <summary>A source that is asked once, whoever wants to know: a program does not run twice, and everybody hears the same answer.</summary>
/// <param name="source">The source itself.</param>
public sealed class AskedOnceSource(IAddressSource source) : IAddressSource
{
    private readonly Lock turn = new();
    private Task<SourceAnswer>? answer;

    /// <inheritdoc />
    public string Name => source.Name;

    /// <inheritdoc />
    public IpFamily Family => source.Family;

    /// <inheritdoc />
    public bool IsPrompt => source.IsPrompt;

    /// <inheritdoc />
    public Task<SourceAnswer> AskAsync(CancellationToken cancellation)
    {
        lock (turn)
        {
            return answer ??= source.AskAsync(cancellation);
        }
    }
}
