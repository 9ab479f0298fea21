using Mooring.Configuration.Reading;
using Mooring.Core;

namespace Mooring.Import;

/// <summary>Names what nobody asked for, so that nothing is dropped in silence.</summary>
internal static class Unread
{
    /// <summary>Says of every key that was not read that it has no counterpart.</summary>
    /// <param name="draft">Where it is said.</param>
    /// <param name="map">Whose keys.</param>
    /// <param name="why">The reason, after the key.</param>
    public static void Say(Draft draft, ForeignMap map, Text why)
    {
        foreach (var member in map.Unread)
        {
            var key = Expansion.Show(member.Key.Path);
            draft.Say(new Text($"`{key}` (line {member.Key.Line}) has no counterpart: {why.English}", $"`{key}`（第 {member.Key.Line} 行）没有对应设置：{why.Chinese}"));
        }
    }
}
