using System.Text.Json;
using Mooring.EndToEnd.Tests.Harness;

namespace Mooring.EndToEnd.Tests.Doctor;

/// <summary>The findings of <c>doctor --output json</c>, for assertions.</summary>
internal static class Findings
{
    /// <summary>Those with this id, as "severity subject: message".</summary>
    public static string[] Of(ProgramResult result, string id) =>
        [.. All(result).Where(finding => Text(finding, "id") == id).Select(finding => $"{Text(finding, "severity")} {Text(finding, "subject")}: {Text(finding, "message")}")];

    /// <summary>The mends of those with this id.</summary>
    public static string[] Mends(ProgramResult result, string id) =>
        [.. All(result).Where(finding => Text(finding, "id") == id).Select(finding => Text(finding, "mend") ?? "")];

    /// <summary>The only one with this id.</summary>
    public static JsonElement Only(ProgramResult result, string id) => Assert.Single(All(result), finding => Text(finding, "id") == id);

    /// <summary>The severity of the only one with this id.</summary>
    public static string? Severity(ProgramResult result, string id) => Text(Only(result, id), "severity");

    private static IEnumerable<JsonElement> All(ProgramResult result)
    {
        Assert.True(result.ExitCode is 0 or 1, result.ToString());
        return result.Json.GetProperty("findings").EnumerateArray();
    }

    private static string? Text(JsonElement finding, string key) => finding.GetProperty(key).GetString();
}
