using Mooring.Core;

namespace Mooring.Doctor.Network;

/// <summary>Several texts in one sentence.</summary>
internal static class TextList
{
    /// <summary>As a list of words: <c>a, b</c>.</summary>
    public static Text Words(IEnumerable<Text> texts) => Join([.. texts], ", ", "、");

    /// <summary>As clauses: <c>a; b</c>.</summary>
    public static Text Clauses(IEnumerable<Text> texts) => Join([.. texts], "; ", "；");

    private static Text Join(Text[] texts, string between, string betweenChinese) =>
        new(string.Join(between, texts.Select(text => text.English)), string.Join(betweenChinese, texts.Select(text => text.Chinese)));
}
