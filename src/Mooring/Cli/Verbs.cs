using System.CommandLine;
using Mooring.Cli.Commands;
using Mooring.Core;

namespace Mooring.Cli;

/// <summary>Every verb of the program, one line each, in the order of the help.</summary>
internal static class Verbs
{
    /// <summary>Makes them with their descriptions in that language.</summary>
    public static IEnumerable<Command> All(Language language) =>
    [
        DemoCommand.Create(language),
        InitCommand.Create(language),
        CheckCommand.Create(language),
        SchemaCommand.Create(language),
        ImportCommand.Create(language),
        AddressesCommand.Create(language),
        LookupCommand.Create(language),
        UpdateCommand.CreatePlan(language),
        UpdateCommand.CreateUpdate(language),
        RunCommand.Create(language),
        RecordsCommand.Create(language),
        CertCommand.Create(language),
        CertbotCommand.Create(language),
        CertbotDnsAliyunCommand.Create(language),
        DoctorCommand.Create(language),
        HistoryCommand.Create(language),
        NotifyCommand.Create(language),
        ServiceCommand.Create(language),
        SandboxCommand.Create(language),
        HelpCommand.Create(language),
    ];
}
