using System.Text.Json.Serialization;
using Mooring.Engine.Store;

namespace Mooring.Engine.Tests;

public sealed partial class StateDocumentOfTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_change_that_changes_nothing_leaves_the_document_as_it_is()
    {
        var store = new InMemoryStateStore();
        var document = new StateDocumentOf<Note>(store, "note", NoteJson.Default.Note, new Note(""));
        await document.ChangeAsync(_ => new Note("kept"), Cancellation);
        var written = await store.ReadAsync("note", Cancellation);

        await document.ChangeAsync(before => before, Cancellation);

        Assert.Equal("kept", (await document.ReadAsync(Cancellation)).Words);
        Assert.Equal(written!.Version, (await store.ReadAsync("note", Cancellation))!.Version);
    }

    internal sealed record Note(string Words);

    [JsonSerializable(typeof(Note))]
    private sealed partial class NoteJson : JsonSerializerContext;
}
