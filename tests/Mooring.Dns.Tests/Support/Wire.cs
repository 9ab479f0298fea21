namespace Mooring.Dns.Tests;

/// <summary>Messages written octet by octet, so that the codec is not judged by itself.</summary>
internal static class Wire
{
    /// <summary>Hexadecimal digits; blanks, line breaks and text after <c>;</c> are for the reader.</summary>
    public static byte[] Hex(string text) =>
        Convert.FromHexString(string.Concat(text.Split('\n').Select(line => line.Split(';')[0]).SelectMany(line => line.Where(char.IsAsciiHexDigit))));

    /// <summary>A response header (id 0001, QR) with these counts.</summary>
    public static string Header(int questions = 0, int answers = 0, int authorities = 0, int additionals = 0, int flags = 0x8000) =>
        $"0001 {flags:x4} {questions:x4} {answers:x4} {authorities:x4} {additionals:x4}";

    /// <summary>A whole response with one answer at the root: type, class IN, TTL 60, these data.</summary>
    public static byte[] OneAnswer(int type, string data)
    {
        var octets = Hex(data);
        return [.. Hex($"{Header(answers: 1)} 00 {type:x4} 0001 0000003c {octets.Length:x4}"), .. octets];
    }

    /// <summary>Why these octets are refused.</summary>
    public static string Refusal(byte[] octets)
    {
        Assert.False(DnsMessage.TryDecode(octets, out _, out var why));
        return why;
    }

    /// <summary>The message these octets hold.</summary>
    public static DnsMessage Read(byte[] octets)
    {
        Assert.True(DnsMessage.TryDecode(octets, out var message, out var why), why);
        return message;
    }
}
