namespace Mooring.Dns;

/// <summary>CAA: which authorities may issue certificates (RFC 8659 §4.1).</summary>
public sealed record CaaData : RData
{
    /// <summary>Takes the three fields.</summary>
    /// <exception cref="ArgumentException">The tag is not 1 to 255 letters and digits of ASCII.</exception>
    public CaaData(byte flags, string tag, Octets value)
        : base(DnsType.Caa)
    {
        if (!IsTag(tag))
        {
            throw new ArgumentException($"'{tag}' is no CAA tag: 1 to 255 letters and digits", nameof(tag));
        }

        Flags = flags;
        Tag = tag;
        Value = value;
    }

    /// <summary>128: an authority that does not know the tag must not issue.</summary>
    public byte Flags { get; }

    /// <summary>The property: <c>issue</c>, <c>issuewild</c>, <c>iodef</c>, …</summary>
    public string Tag { get; }

    /// <summary>The property's value.</summary>
    public Octets Value { get; }

    /// <summary>The fields as a master file writes them, the value in quotes.</summary>
    public override string ToString() => $"{Flags} {Tag} \"{Value}\"";

    internal static bool IsTag(string text) => text.Length is > 0 and <= 255 && text.All(char.IsAsciiLetterOrDigit);
}
