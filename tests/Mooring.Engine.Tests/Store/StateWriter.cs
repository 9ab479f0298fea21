using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Mooring.Engine.Store;

namespace Mooring.Engine.Tests.Store;

/// <summary>A second process that writes state without end, and the means to start it.</summary>
internal static class StateWriter
{
    /// <summary>The first argument that makes the test program a writer.</summary>
    public const string Word = "--write-state";

    /// <summary>The one document all writers change.</summary>
    public const string Key = "zones/home/example.com";

    public static Process Start(string directory, int id) => Process.Start(new ProcessStartInfo
    {
        FileName = Path.Combine(AppContext.BaseDirectory, "Mooring.Engine.Tests" + (OperatingSystem.IsWindows() ? ".exe" : "")),
        ArgumentList = { Word, directory, id.ToString(CultureInfo.InvariantCulture) },
        RedirectStandardOutput = true,
        UseShellExecute = false,
    })!;

    /// <summary>Counts up in the document and prints each count once it is safe.</summary>
    public static async Task<int> RunAsync(string directory, string id)
    {
        using var store = new DirectoryStateStore(directory, TimeProvider.System, _ => { });
        for (var written = 1; ; written++)
        {
            await CountUpAsync(store, id, CancellationToken.None);
            Console.WriteLine(written);
        }
    }

    public static Task CountUpAsync(IStateStore store, string id, CancellationToken cancellation) =>
        store.UpdateAsync(
            Key,
            old =>
            {
                var counts = old is { } content ? Read(content) : [];
                counts[id] = counts.GetValueOrDefault(id) + 1;
                return Encoding.UTF8.GetBytes(JsonSerializer.Serialize(counts));
            },
            cancellation);

    public static SortedDictionary<string, int> Read(ReadOnlyMemory<byte> content) =>
        JsonSerializer.Deserialize<SortedDictionary<string, int>>(content.Span)!;
}
