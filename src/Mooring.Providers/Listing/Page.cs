using System.Runtime.InteropServices;

namespace Mooring.Providers.Listing;

/// <summary>One page of a listing.</summary>
/// <param name="Items">What the page holds.</param>
/// <param name="Total">How many items all pages hold, by the host's count.</param>
internal sealed record Page<T>(IReadOnlyList<T> Items, int Total);

/// <summary>Where a page begins.</summary>
/// <param name="Number">Pages before it plus one.</param>
/// <param name="Offset">Items before it: those received, so that a host which cuts pages shorter than asked leaves no hole.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct PagePosition(int Number, int Offset);
