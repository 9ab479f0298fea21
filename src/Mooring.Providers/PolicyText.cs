namespace Mooring.Providers;

/// <summary>Writes what vendors' policies have in common.</summary>
internal static class PolicyText
{
    /// <summary>The actions of these rights, in the order of the rights.</summary>
    /// <param name="rights">The rights.</param>
    /// <param name="actions">The action of each right.</param>
    public static IEnumerable<string> Actions(RecordRights rights, params (RecordRights Right, string Action)[] actions) =>
        actions.Where(pair => rights.HasFlag(pair.Right)).Select(pair => pair.Action);

    /// <summary>A JSON array of texts that hold nothing to be escaped.</summary>
    public static string Array(IEnumerable<string> texts) => $"[{string.Join(',', texts.Select(text => $"\"{text}\""))}]";

    /// <summary>The same, or the text alone where it is one.</summary>
    public static string OneOrArray(IReadOnlyList<string> texts) => texts is [var only] ? $"\"{only}\"" : Array(texts);
}
