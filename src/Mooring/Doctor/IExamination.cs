using Mooring.Core;

namespace Mooring.Doctor;

/// <summary>Looks at one side of the machine, the network or the accounts, and changes nothing there.</summary>
/// <remarks>Facts are gathered at the edge and judged by pure functions, so that every finding can be tested without the machine that has it.</remarks>
internal interface IExamination
{
    /// <summary>What is being looked at, for the progress line: <c>the clock</c>.</summary>
    Text Name { get; }

    /// <summary>Looks. What fails on the way is a finding, not an exception.</summary>
    /// <param name="patient">What to look at.</param>
    /// <param name="cancellation">Gives up.</param>
    Task<IReadOnlyList<Finding>> ExamineAsync(Patient patient, CancellationToken cancellation);
}
