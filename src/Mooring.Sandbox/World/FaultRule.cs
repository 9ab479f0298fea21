namespace Mooring.Sandbox.World;

/// <summary>What goes wrong.</summary>
public enum FaultKind
{
    /// <summary>An HTTP status without the API's envelope.</summary>
    Status,

    /// <summary>The API's own error code in its envelope.</summary>
    Code,

    /// <summary>The answer comes late.</summary>
    Delay,

    /// <summary>No answer until the client leaves.</summary>
    Hang,

    /// <summary>The connection is reset.</summary>
    Reset,

    /// <summary>The body ends in the middle.</summary>
    Truncate,

    /// <summary>A gateway's web page instead of the answer.</summary>
    Html,
}

/// <summary>One fault of the control API.</summary>
/// <param name="Kind">What goes wrong.</param>
public sealed record FaultRule(FaultKind Kind)
{
    /// <summary>The cloud it strikes; null for both.</summary>
    public SandboxProvider? Provider { get; init; }

    /// <summary>The action it strikes; null for every one.</summary>
    public string? Action { get; init; }

    /// <summary>The HTTP status of the answer; null for the kind's own.</summary>
    public int? Status { get; init; }

    /// <summary>The API's error code; null for the kind's own.</summary>
    public string? Code { get; init; }

    /// <summary>How late the answer comes.</summary>
    public TimeSpan Delay { get; init; }

    /// <summary>How often it strikes; null for always.</summary>
    public int? Count { get; init; }

    /// <summary>The share of matching requests it strikes, above 0 to 1.</summary>
    public double Ratio { get; init; } = 1;

    /// <summary>True: the request takes effect, the answer is lost. False: it takes no effect.</summary>
    public bool After { get; init; }

    /// <summary>Whether a request of that cloud and action is meant.</summary>
    public bool Matches(SandboxProvider provider, string? action) =>
        (Provider is null || Provider == provider) && (Action is null || Action == action);
}
