using System.Globalization;
using System.Text;

namespace Mooring.Configuration.Yaml;

/// <summary>Where a node stands: a link to what it stands in, since whole paths take gigabytes where keys are long and nodes many.</summary>
internal sealed class Place
{
    private const int LongestKey = 60;
    private const int LongestPath = 240;

    private readonly Place? parent;
    private readonly string? key;
    private readonly int index;

    private Place(Place? parent, string? key, int index) => (this.parent, this.key, this.index) = (parent, key, index);

    /// <summary>The top of the document.</summary>
    public static Place Top { get; } = new(null, null, 0);

    /// <summary>A place in a file of another form, as it is shown.</summary>
    public static Place Called(string path) => path.Length == 0 ? Top : new(Top, path, 0);

    /// <summary>The place of a member.</summary>
    public Place Member(string name) => new(this, name, 0);

    /// <summary>The place of an item.</summary>
    public Place Item(int number) => new(this, null, number);

    /// <summary>The path as it is shown: <c>records[2].ttl</c>; empty at the top. What is longer than any path that means something is cut.</summary>
    public override string ToString()
    {
        var path = new StringBuilder();
        foreach (var place in FromTop().TakeWhile(_ => path.Length <= LongestPath))
        {
            path.Append(place.key is { } name ? (path.Length == 0 ? "" : ".") + Short(name) : string.Create(CultureInfo.InvariantCulture, $"[{place.index}]"));
        }

        return Short(path.ToString(), LongestPath);
    }

    private Stack<Place> FromTop()
    {
        var places = new Stack<Place>();
        for (var place = this; place.parent is not null; place = place.parent)
        {
            places.Push(place);
        }

        return places;
    }

    /// <summary>A key as it is shown.</summary>
    public static string Short(string text, int longest = LongestKey) => text.Length <= longest ? text : text[..longest] + "…";
}
