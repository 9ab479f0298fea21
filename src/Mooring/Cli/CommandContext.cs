using System.CommandLine;
using Microsoft.Extensions.Logging;
using Mooring.Cli.Logging;
using Mooring.Cli.Output;
using Mooring.Composition;
using Mooring.Configuration;
using Mooring.Configuration.Settings;
using Mooring.Core;
using Mooring.Daemon;
using Mooring.Import;
using Mooring.Services;
using Mooring.Telling;

namespace Mooring.Cli;

/// <summary>What a verb gets: its arguments, where to write, the clock, the environment.</summary>
internal sealed class CommandContext
{
    private Action eraseProgress = () => { };

    /// <summary>The parsed command line.</summary>
    public required ParseResult Arguments { get; init; }

    /// <summary>The options of every verb.</summary>
    public required GlobalOptions Options { get; init; }

    /// <summary>The language of results.</summary>
    public required Language Language { get; init; }

    /// <summary>Results: standard output.</summary>
    public required ResultWriter Output { get; init; }

    /// <summary>What the process was given.</summary>
    public required ProcessEnvironment Environment { get; init; }

    /// <summary>The streams, for verbs that ask questions; what is written passes <see cref="PrintedWriter"/>.</summary>
    public required Terminal Terminal { get; init; }

    /// <summary>The streams as they are, for what must steer the terminal.</summary>
    public required Terminal Bare { get; init; }

    /// <summary>The clock.</summary>
    public required TimeProvider Time { get; init; }

    /// <summary>Makes loggers; lines go to standard error.</summary>
    public required ErrorStreamLogging Logging { get; init; }

    /// <summary>Secrets that must never be printed; whoever learns one adds it.</summary>
    public required SecretScrubber Secrets { get; init; }

    /// <summary>Colours for standard error.</summary>
    public required Paint ErrorPaint { get; init; }

    /// <summary>The value of an option; its default when it was not given.</summary>
    public T? Get<T>(Option<T> option) => Arguments.GetValue(option);

    /// <summary>The value of an argument.</summary>
    public T? Get<T>(Argument<T> argument) => Arguments.GetValue(argument);

    /// <summary>A logger of that category.</summary>
    public ILogger Log(string category) => Logging.CreateLogger(category);

    /// <summary>
    /// The validated configuration. Warnings go to standard error, secrets into <see cref="Secrets"/>.
    /// </summary>
    /// <exception cref="ProblemsException">There is none, or it has errors: the frame ends with exit code 2.</exception>
    public MooringConfiguration LoadConfiguration() => Load(ConfigurationSearch.Find(Get(Options.Config), Environment), Show);

    /// <summary>The validated configuration, for verbs that work without one too; null when none is named and none found.</summary>
    /// <param name="warn">Told what is to be warned of; null shows it on standard error.</param>
    /// <exception cref="ProblemsException">It has errors, or the named file is missing.</exception>
    public MooringConfiguration? FindConfiguration(Action<Problem>? warn = null)
    {
        var (found, _) = ConfigurationSearch.TryFind(Get(Options.Config), Environment);
        return found is null ? null : Load(found, warn ?? Show);
    }

    private MooringConfiguration Load(FoundConfiguration found, Action<Problem> warn)
    {
        var loaded = ReadConfiguration(found.Path);
        foreach (var warning in found.Warnings.Concat(loaded.Warnings))
        {
            warn(warning);
        }

        if (found.Note is { } note)
        {
            Note(note);
        }

        var configuration = loaded.Configuration ?? throw new ProblemsException(loaded.Errors);
        if (configuration.LogsCalls && Get(Options.LogLevel) is null)
        {
            Logging.Lower(LogLevel.Debug);
        }

        return configuration;
    }

    /// <summary>What reading a configuration file gives, wrong or not; secrets go into <see cref="Secrets"/>.</summary>
    public LoadedConfiguration ReadConfiguration(string path)
    {
        var loaded = ConfigurationReader.Load(path, Environment, ProviderLines.Of);
        foreach (var secret in loaded.Secrets)
        {
            Secrets.Add(secret);
        }

        return loaded;
    }

    /// <summary>Shows a problem to people on standard error.</summary>
    public void Show(Problem problem)
    {
        if (Logging.IsJson)
        {
            Logging.Tell(problem.IsWarning ? LogLevel.Warning : LogLevel.Error, problem.Message.In(Language), ProblemReport.Fields(problem, Language));
            return;
        }

        foreach (var line in ProblemReport.Lines(problem, Language, ErrorPaint))
        {
            Terminal.Error.WriteLine(line);
        }
    }

    /// <summary>What the rooms below put configurations together with.</summary>
    public Workshop Workshop => new()
    {
        Time = Time, Read = ReadConfiguration, Trace = new ApiTraceLog(Log("Api")), Notice = Warn,
    };

    /// <summary>The daemon, telling what it does to this verb's log.</summary>
    /// <param name="supervisor">Who looks after this process.</param>
    public UpdateLoop Daemon(ISupervisor supervisor) => new(Workshop, new SpokenLog(Log("Daemon"), Language), Show, supervisor);

    /// <summary>The parts that a configuration names, put together. Reads state, sends nothing.</summary>
    /// <param name="configuration">What to put together.</param>
    /// <param name="cancellation">Gives up reading state.</param>
    /// <param name="trial">Whether state is never written: for verbs that only look.</param>
    public Task<Installation> InstallAsync(MooringConfiguration configuration, CancellationToken cancellation, bool trial = false) =>
        Workshop.InstallAsync(configuration, cancellation, trial);

    /// <summary>Tells people something that is no result: one line on standard error.</summary>
    public void Note(Text text) => Tell(LogLevel.Information, text, word: null);

    /// <summary>As above, as a warning.</summary>
    public void Warn(Text text) => Tell(LogLevel.Warning, text, ErrorPaint.Yellow(new Text("warning", "警告").In(Language)));

    /// <summary>As above, as an error.</summary>
    public void Fail(Text text) => Tell(LogLevel.Error, text, ErrorPaint.Red(new Text("error", "错误").In(Language)));

    private void Tell(LogLevel level, Text text, string? word)
    {
        if (Logging.IsJson)
        {
            Logging.Tell(level, text.In(Language));
            return;
        }

        eraseProgress();
        var opening = word is null ? "" : word + new Text(": ", "：").In(Language);
        Terminal.Error.WriteLine(opening + Printable.Of(text.In(Language)));
    }

    /// <summary>A line on standard error that shows what is going on, where a person looks; dispose it before writing results.</summary>
    public ProgressLine Progress()
    {
        var progress = new ProgressLine(Bare.Error, Bare.ErrorIsTerminal && !Output.IsJson && !Logging.IsJson, Language);
        eraseProgress = progress.Erase;
        return progress;
    }
}
