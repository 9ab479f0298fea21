using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using Mooring.Configuration.Yaml;
using Mooring.Core;

namespace Mooring.Configuration.Reading;

/// <summary>What may stand at a place of the configuration: read by the loader, written into the JSON Schema.</summary>
internal abstract class Kind
{
    /// <summary>What it is, after "needs": <c>a duration such as 10m</c>.</summary>
    public abstract Text Title { get; }

    /// <summary>The keys of the section, or of each section, that stands there; null for everything else.</summary>
    public virtual Shape? Inner => null;

    /// <summary>Writes the members of a JSON Schema (2020-12) object; the caller has opened it.</summary>
    public abstract void WriteSchema(Utf8JsonWriter schema, Language language);
}

/// <summary>What may stand at a place, and what it means.</summary>
/// <typeparam name="T">The meaning.</typeparam>
internal abstract class Kind<T> : Kind
{
    /// <summary>Reads a node; when it returns false the reasons are among the problems.</summary>
    public abstract bool TryRead(Node node, LoadState state, [MaybeNullWhen(false)] out T value);
}
