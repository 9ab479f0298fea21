using System.Text;
using Mooring.Core;

namespace Mooring.Telling;

/// <summary>The three streams of the process, and whether a person sits at them.</summary>
internal sealed record Terminal
{
    /// <summary>Standard input.</summary>
    public required TextReader Input { get; init; }

    /// <summary>Standard output: results.</summary>
    public required TextWriter Output { get; init; }

    /// <summary>Standard error: logs, progress, errors.</summary>
    public required TextWriter Error { get; init; }

    /// <summary>Whether standard input is a terminal.</summary>
    public bool InputIsTerminal { get; init; }

    /// <summary>Whether standard output is a terminal.</summary>
    public bool OutputIsTerminal { get; init; }

    /// <summary>Whether standard error is a terminal.</summary>
    public bool ErrorIsTerminal { get; init; }

    /// <summary>Reads a line without showing it; null at the end of input. Only where <see cref="InputIsTerminal"/>.</summary>
    public Func<string?> ReadHidden { get; init; } = () => null;

    /// <summary>The streams of this process, always UTF-8: a locale without Chinese must not turn names into question marks.</summary>
    public static Terminal OfProcess()
    {
        HaveConsoleSpeakUtf8();
        return new Terminal
        {
            Input = System.Console.In,
            Output = Writer(new GuardedStream(System.Console.OpenStandardOutput(), Unwritten)),

            // Where standard error cannot be written, nobody is left to tell, and work goes on.
            Error = Writer(new GuardedStream(System.Console.OpenStandardError(), _ => { })),
            InputIsTerminal = !System.Console.IsInputRedirected,
            OutputIsTerminal = !System.Console.IsOutputRedirected,
            ErrorIsTerminal = !System.Console.IsErrorRedirected,
            ReadHidden = ReadHiddenLine,
        };
    }

    /// <summary>The same with standard error in a file; where that cannot be opened, it says so and stays as it is.</summary>
    public Terminal WithErrorsIn(string path)
    {
        try
        {
            return this with { Error = Writer(new GuardedStream(new RollingFile(path), _ => { })), ErrorIsTerminal = false };
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            Error.WriteLine($"--log-file: {path}: {e.Message}");
            return this;
        }
    }

    /// <summary>A reader that left early (`mooring plan | head`) never comes here: .NET drops what a broken pipe does not take.</summary>
    private static void Unwritten(Exception e) => throw new CommandException(
        e is IOException
            ? new Text($"the output could not be written: {e.Message}", $"无法写出结果：{e.Message}")
            : new Text("the output could not be written: standard output is closed", "无法写出结果：标准输出已关闭"),
        inner: e);

    /// <summary>Windows' console has a code page of its own, which outlives this program: others print in it afterwards.</summary>
    private static void HaveConsoleSpeakUtf8()
    {
        if (!OperatingSystem.IsWindows() || (System.Console.IsOutputRedirected && System.Console.IsErrorRedirected))
        {
            return;
        }

        var found = System.Console.OutputEncoding;
        System.Console.OutputEncoding = Utf8;
        AppDomain.CurrentDomain.ProcessExit += (_, _) => System.Console.OutputEncoding = found;
    }

    private static UTF8Encoding Utf8 { get; } = new(encoderShouldEmitUTF8Identifier: false);

    private static TextWriter Writer(Stream stream) =>
        TextWriter.Synchronized(new StreamWriter(stream, Utf8) { AutoFlush = true, NewLine = "\n" });

    private static string? ReadHiddenLine()
    {
        var line = new StringBuilder();
        while (true)
        {
            var key = System.Console.ReadKey(intercept: true);
            switch (key.Key)
            {
                case ConsoleKey.Enter:
                    return line.ToString();
                case ConsoleKey.Backspace:
                    line.Length = Math.Max(0, line.Length - 1);
                    break;
                default:
                    if (!char.IsControl(key.KeyChar))
                    {
                        line.Append(key.KeyChar);
                    }

                    break;
            }
        }
    }
}
