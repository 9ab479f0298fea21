namespace Mooring.Sandbox.TencentCloud;

/// <summary>The JSON types of parameters, under the vendor's words.</summary>
internal enum DnspodType
{
    String,
    Integer,
    Boolean,
    StringList,
    IntegerList,
    ObjectList,
}

/// <summary>One parameter of an action.</summary>
/// <param name="Name">Its name, case-sensitive.</param>
/// <param name="Type">Its JSON type.</param>
/// <param name="Required">Whether it must be there.</param>
internal sealed record DnspodParameter(string Name, DnspodType Type, bool Required)
{
    /// <summary>Reads a list like <c>Domain* RecordId*:int Limit:int Tags:objects</c>; a star marks what must be there.</summary>
    public static DnspodParameter[] List(string text) => [.. text.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(One)];

    private static DnspodParameter One(string text)
    {
        var parts = text.Split(':');
        var type = parts.Length == 1 ? DnspodType.String : parts[1] switch
        {
            "int" => DnspodType.Integer,
            "bool" => DnspodType.Boolean,
            "strings" => DnspodType.StringList,
            "ints" => DnspodType.IntegerList,
            "objects" => DnspodType.ObjectList,
            _ => throw new ArgumentException($"no such type: {text}", nameof(text)),
        };
        return new DnspodParameter(parts[0].TrimEnd('*'), type, parts[0].EndsWith('*'));
    }
}
