namespace Mooring.Telling;

/// <summary>Colours for people; plain where nobody looks, and where <c>NO_COLOR</c> (no-color.org) says so.</summary>
/// <param name="enabled">Whether the stream is a terminal that wants colours.</param>
internal sealed class Paint(bool enabled)
{
    /// <summary>Whether it paints.</summary>
    public bool IsEnabled => enabled;

    /// <summary>Good news.</summary>
    public string Green(string text) => Wrap("32", text);

    /// <summary>Something to look at.</summary>
    public string Yellow(string text) => Wrap("33", text);

    /// <summary>A failure.</summary>
    public string Red(string text) => Wrap("31", text);

    /// <summary>A heading or a name.</summary>
    public string Bold(string text) => Wrap("1", text);

    /// <summary>What may be skipped.</summary>
    public string Dim(string text) => Wrap("2", text);

    private string Wrap(string code, string text) => enabled ? $"\u001b[{code}m{text}\u001b[0m" : text;
}
