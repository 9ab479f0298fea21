using Mooring.Core.Names;

namespace Mooring.Engine.Updating;

/// <summary>Hears how far the writes of a round are. Called from several zones at once.</summary>
public interface IRoundProgress
{
    /// <summary>A zone was planned: so many writes more are to come.</summary>
    void Expect(int writes);

    /// <summary>So many of them are over with, be they done or given up.</summary>
    /// <param name="name">The owner name they concerned.</param>
    /// <param name="writes">At least 1.</param>
    void Finished(DomainName name, int writes);
}
