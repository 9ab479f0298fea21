using Mooring.Composition;
using Mooring.Configuration;
using Mooring.Configuration.Settings;

namespace Mooring.Doctor;

/// <summary>What the doctor looks at.</summary>
internal sealed record Patient
{
    /// <summary>The configuration; null where there is none, and only the machine can be looked at.</summary>
    public required MooringConfiguration? Configuration { get; init; }

    /// <summary>The parts it names, put together for looking only: state is never written. Null as above.</summary>
    public required Installation? Installation { get; init; }

    /// <summary>What reading the configuration warned of.</summary>
    public IReadOnlyList<Problem> Warnings { get; init; } = [];

    /// <summary>What the process was given.</summary>
    public required ProcessEnvironment Environment { get; init; }

    /// <summary>Whether requests are made that would write if they could take effect, to find out what a key may do. Default true.</summary>
    public bool TriesWrites { get; init; } = true;

    /// <summary>This machine's clock.</summary>
    public required TimeProvider Time { get; init; }
}
