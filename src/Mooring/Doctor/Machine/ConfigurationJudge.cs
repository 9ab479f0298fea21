using Mooring.Configuration;
using Mooring.Configuration.Settings;

namespace Mooring.Doctor.Machine;

/// <summary>The configuration file: that there is one, and what its reader warned of. One with errors ends the program before any of this.</summary>
internal static class ConfigurationJudge
{
    /// <summary>What to say of it.</summary>
    /// <param name="configuration">The configuration; null for none.</param>
    /// <param name="warnings">What was warned of: rights of files with secrets, settings that nothing acts on, files passed over.</param>
    public static IEnumerable<Finding> Judge(MooringConfiguration? configuration, IReadOnlyList<Problem> warnings) =>
    [
        configuration is null
            ? new(FindingIds.ConfigurationFile, Severity.Hint, "mooring.yaml", new(
                "there is no configuration, so only the machine was looked at", "没有配置，因此只检查了本机"), new(
                "`mooring init` writes a first one; `mooring doctor --config FILE` names one", "`mooring init` 可生成第一份配置；也可用 `mooring doctor --config FILE` 指定"))
            : Finding.Ok(FindingIds.ConfigurationFile, configuration.Path, new("the configuration is valid", "配置有效")),
        .. warnings.Select(warning => new Finding(FindingIds.ConfigurationWarning, Severity.Warning, warning.Place, warning.Message, warning.Mend)),
    ];
}
