using Mooring.Core;

namespace Mooring.Engine.Sources.Command;

/// <summary>How a program ended.</summary>
public abstract record CommandResult
{
    private CommandResult()
    {
    }

    /// <summary>It ended by itself.</summary>
    /// <param name="ExitCode">0 means success.</param>
    /// <param name="Output">All it wrote to standard output.</param>
    public sealed record Finished(int ExitCode, ReadOnlyMemory<byte> Output) : CommandResult
    {
        /// <summary>The beginning of what it wrote to standard error, as far as it came.</summary>
        public ReadOnlyMemory<byte> Errors { get; init; }
    }

    /// <summary>It could not be started.</summary>
    /// <param name="Why">Why, and what to do.</param>
    public sealed record NotStarted(Text Why) : CommandResult;

    /// <summary>It took too long and was ended, with the processes it had started.</summary>
    public sealed record TimedOut : CommandResult;

    /// <summary>It printed too much and was ended, with the processes it had started.</summary>
    public sealed record PrintedTooMuch : CommandResult;
}

/// <summary>Runs programs.</summary>
public interface ICommandRunner
{
    /// <summary>Runs the program to its end or its limits.</summary>
    /// <exception cref="OperationCanceledException">Cancelled; the program was ended.</exception>
    Task<CommandResult> RunAsync(ProgramCall call, CancellationToken cancellation);
}
