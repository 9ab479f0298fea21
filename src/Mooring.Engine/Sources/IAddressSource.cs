using Mooring.Core.Addresses;

namespace Mooring.Engine.Sources;

/// <summary>Finds one address of one family.</summary>
/// <remarks>
/// A source that cannot tell answers with an error; it throws only when cancelled. Safe to ask again at any time.
/// </remarks>
public interface IAddressSource
{
    /// <summary>The name the user gave it under <c>addresses:</c>.</summary>
    string Name { get; }

    /// <summary>The family of every address it yields.</summary>
    IpFamily Family { get; }

    /// <summary>Whether it answers at once, from this machine alone; what asks the network or runs a program does not.</summary>
    bool IsPrompt { get; }

    /// <summary>Asks for the address as it is now.</summary>
    Task<SourceAnswer> AskAsync(CancellationToken cancellation);
}
