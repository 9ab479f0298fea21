using System.Text;
using Mooring.Core.Addresses;
using Text = Mooring.Core.Text;

namespace Mooring.Engine.Sources.Command;

/// <summary>The source <c>command</c>: what a program of the user prints.</summary>
/// <param name="name">The name under <c>addresses:</c>.</param>
/// <param name="options">What to run and how to read it.</param>
/// <param name="runner">Runs it.</param>
public sealed class CommandSource(string name, CommandOptions options, ICommandRunner runner) : IAddressSource
{
    private readonly Encoding encoding = options.Encoding ?? OutputEncoding.OfSystem();

    /// <inheritdoc />
    public string Name => name;

    /// <inheritdoc />
    public IpFamily Family => options.Policy.Family;

    /// <inheritdoc />
    public bool IsPrompt => false;

    /// <inheritdoc />
    public async Task<SourceAnswer> AskAsync(CancellationToken cancellation) => await runner.RunAsync(options, cancellation) switch
    {
        CommandResult.Finished { ExitCode: 0 } finished => Read(finished.Output),
        CommandResult.Finished finished => Failed(new Text(
            $"exit code {finished.ExitCode}; run it by hand to see what it complains about",
            $"退出码 {finished.ExitCode}；请手动运行以查看其错误信息")),
        CommandResult.TimedOut => Failed(new Text(
            $"no end after {options.Timeout.TotalSeconds:0} s, so it was stopped; it should print the address and end",
            $"超过 {options.Timeout.TotalSeconds:0} 秒仍未结束，已终止；它应输出地址后退出")),
        CommandResult.PrintedTooMuch => Failed(new Text(
            $"more than {options.MostOutput} bytes of output, so it was stopped",
            $"输出超过 {options.MostOutput} 字节，已终止")),
        CommandResult.NotStarted { Why: var why } => Failed(why),
        var other => throw new InvalidOperationException($"no such result: {other.GetType()}"),
    };

    private SourceAnswer Read(ReadOnlyMemory<byte> output) =>
        OutputReading.TryRead(OutputEncoding.Decode(output, encoding), options.Match, ReadingAdvice.Program, out var address, out var why)
            ? SourceAnswer.Checked(address, options.Policy, Context)
            : Failed(why);

    private SourceAnswer Failed(Text why) =>
        SourceAnswer.Unknown(new Text($"{Context.English}: {why.English}", $"{Context.Chinese}：{why.Chinese}"));

    /// <summary>Names the program alone: its arguments may hold a password.</summary>
    private Text Context => new($"the command {options.Command[0]}", $"命令 {options.Command[0]}");
}
