using System.Globalization;
using System.Text.Json.Nodes;
using Mooring.Sandbox.Gateway;
using Mooring.Sandbox.World;

namespace Mooring.Sandbox.Control;

/// <summary>The journal of calls as the control API shows it.</summary>
internal static class ControlCalls
{
    /// <summary>The calls, newest last.</summary>
    public static JsonArray Show(IEnumerable<ApiCallEntry> calls) => Json.List(calls.Select(call => Json.Of(
        ("provider", call.Provider.Word()),
        ("action", call.Action),
        ("account", call.Account),
        ("at", Stamp(call.At)),
        ("status", call.Status),
        ("code", call.Code),
        ("parameters", JsonNode.Parse(call.ParametersJson)))));

    /// <summary>A time as the control API writes it, to the millisecond.</summary>
    public static string Stamp(DateTimeOffset time) =>
        time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
}
