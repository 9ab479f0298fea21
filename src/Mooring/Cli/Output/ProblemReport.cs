using System.Text.Json;
using Mooring.Configuration;
using Mooring.Core;
using Mooring.Telling;

namespace Mooring.Cli.Output;

/// <summary>Shows problems of configuration and usage: to people one after the other, to programs as one document.</summary>
internal static class ProblemReport
{
    /// <summary>The document of the contract: <c>{"errors":[{"file","line","column","key","message","mend"}]}</c>.</summary>
    public static void WriteJson(Utf8JsonWriter json, IEnumerable<Problem> errors, Language language)
    {
        json.WriteStartObject();
        WriteArray(json, "errors", errors, language);
        json.WriteEndObject();
    }

    /// <summary>One member that holds problems.</summary>
    public static void WriteArray(Utf8JsonWriter json, string member, IEnumerable<Problem> problems, Language language)
    {
        json.WriteStartArray(member);
        foreach (var problem in problems)
        {
            Write(json, problem, language);
        }

        json.WriteEndArray();
    }

    /// <summary>The lines for people: place and message, and the mend below.</summary>
    public static IEnumerable<string> Lines(Problem problem, Language language, Paint paint)
    {
        var word = problem.IsWarning
            ? new Text($"{paint.Yellow("warning")}: ", $"{paint.Yellow("警告")}：")
            : new Text($"{paint.Red("error")}: ", $"{paint.Red("错误")}：");
        var place = problem.Place is { Length: > 0 } known ? Printable.Of(known) + ": " : "";
        yield return $"{place}{word.In(language)}{Printable.Of(problem.Message.In(language))}";
        yield return $"  {Printable.Of(problem.Mend.In(language))}";
    }

    /// <summary>What there is beside the message, for a log of objects.</summary>
    public static IReadOnlyList<KeyValuePair<string, object?>> Fields(Problem problem, Language language) =>
    [
        .. new KeyValuePair<string, object?>[]
        {
            new("file", problem.File), new("line", problem.Line), new("column", problem.Column), new("key", problem.Key), new("mend", problem.Mend.In(language)),
        }.Where(field => field.Value is not null),
    ];

    private static void Write(Utf8JsonWriter json, Problem problem, Language language)
    {
        json.WriteStartObject();
        json.WriteString("file", problem.File);
        WriteNumber(json, "line", problem.Line);
        WriteNumber(json, "column", problem.Column);
        json.WriteString("key", problem.Key);
        json.WriteString("message", problem.Message.In(language));
        json.WriteString("mend", problem.Mend.In(language));
        json.WriteEndObject();
    }

    private static void WriteNumber(Utf8JsonWriter json, string member, int? value)
    {
        if (value is { } number)
        {
            json.WriteNumber(member, number);
        }
        else
        {
            json.WriteNull(member);
        }
    }
}
