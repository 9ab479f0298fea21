using System.Text.Json;
using Mooring.Core.Names;
using Mooring.Engine.Issuing.Challenges;

namespace Mooring.Hooks;

/// <summary>What the auth hook says on standard output, and the clean-up hook gets back: where the value stands.</summary>
/// <param name="Id">The record's id at the provider; null where it is not known.</param>
/// <param name="Zone">The zone; null where it was not said.</param>
/// <param name="Name">The owner name; null where it was not said.</param>
/// <param name="Value">What the record holds; null where it was not said.</param>
internal sealed record HookOutput(string? Id, DomainName? Zone, DomainName? Name, string? Value)
{
    /// <summary>Writes the one line of the contract.</summary>
    public static void Write(Utf8JsonWriter json, PublishedChallenge published)
    {
        json.WriteStartObject();
        json.WriteString("id", published.RecordId ?? "");
        json.WriteString("zone", published.Zone.Value);
        json.WriteString("name", published.Name.Value);
        json.WriteString("value", published.Challenge.Value);
        json.WriteEndObject();
    }

    /// <summary>Reads what a hook said; null where none of its lines is such an object, as when it failed or a wrapper swallowed it.</summary>
    public static HookOutput? TryRead(string? output) =>
        (output ?? "").Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(ReadLine).LastOrDefault(read => read is not null);

    private static HookOutput? ReadLine(string line)
    {
        try
        {
            using var document = JsonDocument.Parse(line);
            if (document.RootElement.ValueKind != JsonValueKind.Object)
            {
                return null;
            }

            string? Text(string key) => document.RootElement.TryGetProperty(key, out var value) && value.ValueKind == JsonValueKind.String
                && value.GetString() is { Length: > 0 } text ? text : null;
            return new HookOutput(Text("id"), NameOf(Text("zone")), NameOf(Text("name")), Text("value"));
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static DomainName? NameOf(string? text) => text is not null && DomainName.TryParse(text, out var name) ? name : null;
}
