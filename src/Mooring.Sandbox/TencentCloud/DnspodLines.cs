namespace Mooring.Sandbox.TencentCloud;

/// <summary>The lines with their ids.</summary>
internal static class DnspodLines
{
    public const string Default = "默认";

    private static readonly (string Name, string Id)[] Known =
    [
        (Default, "0"), ("境内", "7=0"), ("境外", "3=0"), ("电信", "10=0"), ("联通", "10=1"), ("教育网", "10=2"), ("移动", "10=3"), ("百度", "90=0"),
    ];

    /// <summary>The stored name of what a client wrote; the id prevails, and the name stays mandatory beside it.</summary>
    /// <param name="name">The name.</param>
    /// <param name="id">The id; null for none.</param>
    /// <param name="international">Whether the international site was asked, where the default line is <c>Default</c>.</param>
    /// <exception cref="TencentError">There is no such line.</exception>
    public static string Read(string name, string? id, bool international)
    {
        var found = Array.Find(Known, line => id is { Length: > 0 } ? line.Id == id : line.Name == Word(name, international));
        return found.Name ?? throw TencentError.Of("InvalidParameter.RecordLineInvalid");
    }

    /// <summary>The stored name of a name or an id, however the owner knows it; null when there is none.</summary>
    public static string? Find(string nameOrId) =>
        Array.Find(Known, line => line.Id == nameOrId || line.Name == Word(nameOrId, international: true)).Name;

    /// <summary>The id of a stored name.</summary>
    public static string IdOf(string stored) => Array.Find(Known, line => line.Name == stored).Id ?? "0";

    /// <summary>The word a site shows for a stored name.</summary>
    public static string Show(string stored, bool international) => international && stored == Default ? "Default" : stored;

    private static string Word(string name, bool international) =>
        international && name.Equals("Default", StringComparison.OrdinalIgnoreCase) ? Default : name;
}
