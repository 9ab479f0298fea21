namespace Mooring.Configuration.Settings;

/// <summary>What a configuration takes from outside of its file, for whoever hands it to a service.</summary>
/// <param name="Files">The files of <c>${file:}</c>, absolute, in the order of their mention.</param>
/// <param name="Variables">The variables of <c>${env:}</c>.</param>
/// <param name="FileHoldsSecrets">Whether the configuration file itself holds a secret.</param>
/// <param name="ReadFrom">Where the configuration was really read: a credential that stands for the file, or the file.</param>
internal sealed record OutsideValues(IReadOnlyList<string> Files, IReadOnlyList<string> Variables, bool FileHoldsSecrets, string? ReadFrom)
{
    /// <summary>Nothing.</summary>
    public static OutsideValues None { get; } = new([], [], false, null);
}
