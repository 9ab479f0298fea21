using Mooring.Configuration.Reading;
using Mooring.Core;
using Mooring.Telling;

namespace Mooring.Setup;

/// <summary>Asks a person at a terminal; questions go to standard error, so that results stay clean.</summary>
/// <param name="terminal">Where the person sits.</param>
/// <param name="language">The language of the questions.</param>
internal sealed class Interview(Terminal terminal, Language language)
{
    private string Colon => new Text(": ", "：").In(language);

    /// <summary>Says something.</summary>
    public void Say(Text text) => terminal.Error.WriteLine(text.In(language));

    /// <summary>Asks for a line; an empty answer means the default, where there is one, else the question comes again.</summary>
    /// <param name="question">What is asked.</param>
    /// <param name="byDefault">What an empty answer means; null for nothing.</param>
    /// <param name="judge">Says what is wrong with an answer, which is then asked for again.</param>
    /// <exception cref="CommandException">The input ended.</exception>
    public string Ask(Text question, string? byDefault = null, Func<string, Complaint?>? judge = null)
    {
        while (true)
        {
            terminal.Error.Write($"{question.In(language)}{(byDefault is { Length: > 0 } ? $" [{byDefault}]" : "")}{Colon}");
            var answer = terminal.Input.ReadLine()?.Trim() ?? throw Ended();
            answer = answer.Length > 0 ? answer : byDefault;
            if (answer is not null && IsGood(answer, judge))
            {
                return answer;
            }
        }
    }

    /// <summary>Asks for a line that is not shown.</summary>
    /// <exception cref="CommandException">The input ended.</exception>
    public string AskHidden(Text question, Func<string, Complaint?>? judge = null)
    {
        while (true)
        {
            terminal.Error.Write($"{question.In(language)}{Colon}");
            var answer = terminal.ReadHidden() ?? throw Ended();
            terminal.Error.WriteLine();
            if (answer.Length > 0 && IsGood(answer, judge))
            {
                return answer;
            }
        }
    }

    /// <summary>Asks yes or no.</summary>
    /// <exception cref="CommandException">The input ended.</exception>
    public bool Confirm(Text question, bool byDefault)
    {
        while (true)
        {
            terminal.Error.Write($"{question.In(language)} [{(byDefault ? "Y/n" : "y/N")}]{Colon}");
            switch ((terminal.Input.ReadLine() ?? throw Ended()).Trim().ToLowerInvariant())
            {
                case "":
                    return byDefault;
                case "y" or "yes" or "是":
                    return true;
                case "n" or "no" or "否":
                    return false;
            }
        }
    }

    private bool IsGood(string answer, Func<string, Complaint?>? judge)
    {
        if (judge?.Invoke(answer) is not { } complaint)
        {
            return true;
        }

        Say(complaint.Message);
        Say(new Text($"  {complaint.Mend.English}", $"  {complaint.Mend.Chinese}"));
        return false;
    }

    private static CommandException Ended() => new(
        new Text("the input ended before all questions were answered; nothing was written", "输入在回答完所有问题之前结束；未写入任何内容"),
        ExitCode.Usage);
}
