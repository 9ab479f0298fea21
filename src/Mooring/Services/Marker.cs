namespace Mooring.Services;

/// <summary>What tells that <c>service install</c> made something, and that <c>service uninstall</c> may take it away.</summary>
internal static class Marker
{
    /// <summary>The words; they stand in every description and file.</summary>
    public const string Words = "Made by `mooring service install`";

    /// <summary>Whether a text carries them.</summary>
    public static bool IsIn(string? text) => text?.Contains(Words, StringComparison.Ordinal) == true;
}
