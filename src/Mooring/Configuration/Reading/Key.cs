using Mooring.Core;

namespace Mooring.Configuration.Reading;

/// <summary>A key of a section: the one description that validation, suggestions, the JSON Schema and the documentation share.</summary>
/// <param name="name">As written.</param>
/// <param name="about">What it is for, one sentence without a final stop.</param>
internal abstract class Key(string name, Text about)
{
    /// <summary>As written.</summary>
    public string Name => name;

    /// <summary>What it is for.</summary>
    public Text About => about;

    /// <summary>Whether a section without it is an error in every case.</summary>
    public bool IsRequired { get; init; }

    /// <summary>What counts when it is left out, as a person would write it; null when there is no such value.</summary>
    public string? Default { get; init; }

    /// <summary>What may stand there.</summary>
    public abstract Kind AnyKind { get; }
}

/// <inheritdoc />
/// <typeparam name="T">What its value means.</typeparam>
internal sealed class Key<T>(string name, Kind<T> kind, Text about) : Key(name, about)
{
    /// <summary>What may stand there.</summary>
    public Kind<T> Kind => kind;

    /// <inheritdoc />
    public override Kind AnyKind => kind;
}
