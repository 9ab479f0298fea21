namespace Mooring.Sandbox.World;

/// <summary>One request to an API, refused or not.</summary>
public sealed record ApiCallEntry
{
    /// <summary>Its place in the journal, from 1.</summary>
    public required long Number { get; init; }

    /// <summary>The cloud it was sent to.</summary>
    public required SandboxProvider Provider { get; init; }

    /// <summary>The action it named; null when it named none.</summary>
    public required string? Action { get; init; }

    /// <summary>The key id it named, known or not; null when it named none.</summary>
    public required string? Account { get; init; }

    /// <summary>True time of its arrival.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>Its business parameters as a JSON object, without keys, signature and token.</summary>
    public required string ParametersJson { get; init; }

    /// <summary>The HTTP status answered; 0 while or because there was no answer.</summary>
    public int Status { get; init; }

    /// <summary>The error code answered, or <c>Fault.</c> and the kind when a fault took the answer's place; null on success.</summary>
    public string? Code { get; init; }
}
