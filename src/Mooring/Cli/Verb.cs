using System.CommandLine;
using Microsoft.Extensions.Logging;
using Mooring.Core;
using Mooring.Telling;

namespace Mooring.Cli;

/// <summary>A command line worth showing in the help, and what it does.</summary>
/// <param name="CommandLine">What to type, with the program's name.</param>
/// <param name="Meaning">What happens then.</param>
internal sealed record Example(string CommandLine, Text Meaning);

/// <summary>One verb: its words, options, examples, and what it does.</summary>
/// <remarks>
/// To add one: a file in <c>Cli/Commands</c> with a static <c>Create(Language)</c> that makes options, a <see cref="Verb"/> and its
/// <see cref="RunAsync"/>; then one line in <see cref="Verbs"/>. Options are plain System.CommandLine ones and are read with
/// <see cref="CommandContext.Get{T}(Option{T})"/>. The handler returns an <see cref="ExitCode"/>; for wrong usage it throws
/// <see cref="Configuration.ProblemsException"/> before any network call, for anything else that ends it <see cref="CommandException"/>.
/// </remarks>
internal sealed class Verb : Command
{
    /// <summary>A verb, or a group of verbs when it gets no <see cref="RunAsync"/>.</summary>
    public Verb(string name, Text summary, Language language)
        : base(name, summary.In(language))
    {
    }

    /// <summary>What the verb does; null for a group.</summary>
    public Func<CommandContext, CancellationToken, Task<int>>? RunAsync { get; init; }

    /// <summary>Shown at the end of the help.</summary>
    public IReadOnlyList<Example> Examples { get; init; } = [];

    /// <summary>A sentence or two below the summary; null for none.</summary>
    public Text? Details { get; init; }

    /// <summary>Whether a signal is the ordinary way to end it: exit code 0 instead of 130 or 143.</summary>
    public bool EndsBySignal { get; init; }

    /// <summary>The log level when none is asked for.</summary>
    public LogLevel DefaultLogLevel { get; init; } = LogLevel.Warning;
}
