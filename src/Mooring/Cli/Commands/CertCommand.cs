using Mooring.Core;

namespace Mooring.Cli.Commands;

/// <summary><c>cert</c>: the group of the verbs about certificates.</summary>
internal static class CertCommand
{
    /// <summary>The group with its verbs.</summary>
    public static Verb Create(Language language)
    {
        var group = new Verb("cert", new Text("Export and deploy certificates", "导出和部署证书"), language);
        group.Add(CertExportCommand.Create(language));
        return group;
    }
}
