using System.Collections.Immutable;
using Mooring.Core;
using Mooring.Core.Names;
using Mooring.Core.Planning;
using Mooring.Engine.Store;

namespace Mooring.Engine.Updating;

/// <summary>Finds records of ours whose entry was taken out of the configuration, to say so once.</summary>
/// <remarks>Nothing is changed at the provider: taking a line out of a file is no order to delete.</remarks>
public sealed class LeftEntries(IStateStore store)
{
    /// <summary>A sentence for every such record that was not reported before.</summary>
    public async Task<ImmutableArray<Text>> ReportAsync(IEnumerable<Account> accounts, IEnumerable<Entry> entries, CancellationToken cancellation)
    {
        var editors = accounts.ToDictionary(account => account.Name, account => account.Editor, StringComparer.Ordinal);
        var wanted = entries.SelectMany(entry => entry.Sets.Select(set => (entry.Account, Key: new RecordSetKey(entry.Name, set.Type, editors[entry.Account].Line(entry.Line)))))
            .ToLookup(pair => pair.Account, pair => pair.Key, StringComparer.Ordinal);
        var texts = ImmutableArray.CreateBuilder<Text>();
        foreach (var key in await store.ListAsync("accounts/", cancellation))
        {
            if (key.Split('/') is not ["accounts", var account, "zones", _])
            {
                continue;
            }

            bool Left(RememberedRecord record) => !record.Gone && record.ToHosted() is { } hosted && !wanted[account].Any(key => key.Holds(hosted));
            var document = new StateDocumentOf<ZoneMemory>(store, key, MemoryJson.Default.ZoneMemory, ZoneMemory.Empty);
            texts.AddRange((await document.ReadAsync(cancellation)).Records.Where(Left).Select(record => Describe(account, record)));
            await document.ChangeAsync(
                now => now.Records.Any(Left) ? now with { Records = [.. now.Records.Select(record => Left(record) ? record with { Gone = true } : record)] } : now,
                cancellation);
        }

        return texts.ToImmutable();
    }

    private static Text Describe(string account, RememberedRecord record)
    {
        var shown = DomainName.TryParse(record.Name, out var name) ? name.Describe() : record.Name;
        return Printable.Of(new Text(
            $"{shown} {record.Type} {record.Value} (id {record.Id}, account '{account}') is no longer in the configuration; it stays as it is. "
            + $"Remove it with `mooring records delete {record.Name} {record.Type} --id {record.Id}`",
            $"{shown} {record.Type} {record.Value}（ID {record.Id}，账号“{account}”）已不在配置中；记录保持不变。"
            + $"如需删除：`mooring records delete {record.Name} {record.Type} --id {record.Id}`"));
    }
}
