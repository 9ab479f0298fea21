using Mooring.Configuration.Yaml;

namespace Mooring.Import.NewFuture;

/// <summary>The settings of one provider: its own, and those at the top that it inherits.</summary>
/// <param name="own">Its own.</param>
/// <param name="inherited">Those at the top; null where its own stand there.</param>
internal sealed class NewFutureSettings(ForeignMap own, ForeignMap? inherited)
{
    /// <summary>Where it stands.</summary>
    public MappingNode At => own.At;

    /// <summary>The provider's name; null where none is written.</summary>
    public ScalarNode? ProviderName => own.Value("provider") ?? own.Value("dns") ?? inherited?.Value("dns");

    /// <summary>A value; null where it is written nowhere.</summary>
    public Node? Find(string key)
    {
        var above = inherited?.Find(key);
        return own.Find(key) ?? above;
    }

    /// <summary>A single value; null where it is written nowhere.</summary>
    public ScalarNode? Text(string key)
    {
        var above = inherited?.Find(key) is null ? null : inherited.Value(key);
        return own.Value(key) ?? above;
    }

    /// <summary>A single value that has to be there; see <see cref="ForeignMap.Require"/>.</summary>
    public ScalarNode Require(string key) => Text(key) is { } value ? Leaf.Literal(value, value.Text) : own.Require(key);

    /// <summary>The items of a list.</summary>
    public IReadOnlyList<Node> Items(string key)
    {
        var above = inherited?.Items(key);
        return own.Items(key) is { Count: > 0 } items ? items : above ?? [];
    }

    /// <summary>Passes over what only says how a provider is reached that is not served.</summary>
    public void IgnoreAccount()
    {
        foreach (var key in new[] { "id", "token", "endpoint", "proxy", "ssl", "index4", "index6", "ttl", "line", "extra" })
        {
            _ = Find(key);
        }
    }
}
