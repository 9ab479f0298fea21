using System.Text.Json;
using Mooring.Core;
using Mooring.Engine.Issuing.Ordering;
using Mooring.Telling;

namespace Mooring.Cli.Output;

/// <summary>Accounts at authorities, for people and for programs.</summary>
internal static class AccountOutput
{
    /// <summary>The document: <c>{"accounts":[{"issuer","directory","url","status":"valid|deactivated|revoked","contacts":[…],"error"}]}</c>; what is not there is null.</summary>
    public static void Write(CommandContext context, IReadOnlyList<AccountStanding> standings)
    {
        if (context.Output.IsJson)
        {
            context.Output.Json(json => WriteJson(json, standings));
            return;
        }

        var table = new TextTable(
            new Text("ISSUER", "颁发机构").In(context.Language), new Text("ACCOUNT", "账户").In(context.Language), new Text("STATE", "状态").In(context.Language));
        foreach (var standing in standings)
        {
            table.Add(standing.Issuer.Name, standing.Account, State(standing).In(context.Language));
        }

        context.Output.Table(table);
    }

    private static void WriteJson(Utf8JsonWriter json, IReadOnlyList<AccountStanding> standings)
    {
        json.WriteStartObject();
        json.WriteStartArray("accounts");
        foreach (var standing in standings)
        {
            json.WriteStartObject();
            json.WriteString("issuer", standing.Issuer.Name);
            json.WriteString("directory", standing.Issuer.Directory.OriginalString);
            json.WriteString("url", standing.Account);
            json.WriteString("status", standing.Status);
            json.WriteStartArray("contacts");
            foreach (var contact in standing.Contacts)
            {
                json.WriteStringValue(contact);
            }

            json.WriteEndArray();
            json.WriteString("error", standing.Error?.English);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static Text State(AccountStanding standing) => standing switch
    {
        { Error: { } why } => why,
        { Status: "valid" } => new Text("valid", "有效"),
        { Status: "deactivated" } => new Text("deactivated", "已停用"),
        { Status: not null } => new Text("revoked", "已吊销"),
        _ => new Text("none yet", "尚无"),
    };
}
