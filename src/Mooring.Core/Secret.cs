using System.Diagnostics;

namespace Mooring.Core;

/// <summary>A password, key or token that must not be shown.</summary>
/// <remarks>
/// Its text form is <c>***</c>, so that it may stand in records, logs and debuggers. The serializer sees no property either:
/// only <see cref="Reveal"/> gives the content, and only code that signs or sends it calls that.
/// </remarks>
[DebuggerDisplay("***")]
public sealed class Secret : IEquatable<Secret>
{
    private readonly string _content;

    /// <summary>Wraps the content as it is: nothing is trimmed, the configuration loader refuses stray blanks and brackets.</summary>
    /// <exception cref="ArgumentException">The content is empty.</exception>
    public Secret(string content)
    {
        ArgumentException.ThrowIfNullOrEmpty(content);
        _content = content;
    }

    /// <summary>The content itself.</summary>
    public string Reveal() => _content;

    /// <inheritdoc />
    public bool Equals(Secret? other) => other is not null && string.Equals(_content, other._content, StringComparison.Ordinal);

    /// <inheritdoc />
    public override bool Equals(object? obj) => Equals(obj as Secret);

    /// <inheritdoc />
    public override int GetHashCode() => _content.GetHashCode(StringComparison.Ordinal);

    /// <summary>Always <c>***</c>.</summary>
    public override string ToString() => "***";
}
