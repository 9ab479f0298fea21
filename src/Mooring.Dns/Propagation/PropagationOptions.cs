namespace Mooring.Dns.Propagation;

/// <summary>How long and how often it is looked whether records are seen.</summary>
public sealed record PropagationOptions
{
    /// <summary>The port on which every authoritative server is asked. Default 53; another one only where stand-ins serve.</summary>
    public int Port { get; init; } = SystemResolvers.Port;

    /// <summary>When to give up. Default 10 minutes; more than zero.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>How long a server must fail without a break before the others may go on without it. Default 60 seconds.</summary>
    public TimeSpan Grace { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>The longest pause before the same server is asked again. Default 5 seconds.</summary>
    public TimeSpan Poll { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>The shortest such pause. Default 0.2 seconds.</summary>
    public TimeSpan FirstPoll { get; init; } = TimeSpan.FromSeconds(0.2);

    /// <summary>The pause after some time of waiting: a tenth of it, within both limits, so that what comes soon is seen soon.</summary>
    internal TimeSpan PauseAfter(TimeSpan elapsed)
    {
        var tenth = elapsed / 10;
        return tenth < FirstPoll ? FirstPoll : tenth > Poll ? Poll : tenth;
    }
}
