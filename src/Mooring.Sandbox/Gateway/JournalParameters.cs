using System.Text.Json;
using System.Text.Json.Nodes;

namespace Mooring.Sandbox.Gateway;

/// <summary>The parameters of a call as the journal keeps them.</summary>
internal static class JournalParameters
{
    private static readonly string[] Secret = ["Signature", "SecurityToken", "Token", "SecretKey", "AccessKeySecret"];

    /// <summary>Text parameters, without those that belong to the protocol and those that are secret.</summary>
    public static string OfText(IEnumerable<KeyValuePair<string, string>> parameters, IReadOnlySet<string> protocol)
    {
        var kept = new JsonObject();
        foreach (var (name, value) in parameters.Where(p => !protocol.Contains(p.Key) && !IsSecret(p.Key)))
        {
            kept[name] = value;
        }

        return Json.Text(kept);
    }

    /// <summary>A JSON body's members in their own types, without secret ones; an empty object when it is no object.</summary>
    public static string OfJson(JsonElement body)
    {
        var kept = new JsonObject();
        if (body.ValueKind == JsonValueKind.Object)
        {
            foreach (var member in body.EnumerateObject().Where(m => !IsSecret(m.Name)))
            {
                kept[member.Name] = JsonNode.Parse(member.Value.GetRawText());
            }
        }

        return Json.Text(kept);
    }

    private static bool IsSecret(string name) => Secret.Contains(name, StringComparer.OrdinalIgnoreCase);
}
