using System.Collections.Immutable;
using Mooring.Core;
using Mooring.Core.Names;
using Mooring.Core.Planning;
using Mooring.Engine.Store;

namespace Mooring.Engine.Updating;

/// <summary>Finds records of ours whose entry was taken out of the configuration, to say so once.</summary>
/// <remarks>Nothing is changed at the provider: taking a line out of a file is no order to delete.</remarks>
/// <param name="store">Where it is remembered what is ours.</param>
/// <param name="options">What a command of this program needs to find the configuration again, with a blank before it; empty where it finds it by itself.</param>
public sealed class LeftEntries(IStateStore store, string options = "")
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
            texts.AddRange((await document.ReadAsync(cancellation)).Records.Where(Left).Select(record => Describe(
                account, record, editors.ContainsKey(account) ? options + (editors.Count > 1 ? $" --account {account}" : "") : null)));
            await document.ChangeAsync(
                now => now.Records.Any(Left) ? now with { Records = [.. now.Records.Select(record => Left(record) ? record with { Gone = true } : record)] } : now,
                cancellation);
        }

        return texts.ToImmutable();
    }

    /// <param name="account">The account it was written with.</param>
    /// <param name="record">The record.</param>
    /// <param name="options">The options of a command that removes it; null where its account is no longer configured.</param>
    private static Text Describe(string account, RememberedRecord record, string? options)
    {
        var command = $"`mooring records delete {record.Name} {record.Type} --id {record.Id}{options}`";
        var (mend, mendChinese) = options is null
            ? ("Its account is not either, so remove it at the provider", "其账号也已不在配置中，如需删除，请到服务商控制台操作")
            : ($"Remove it with {command}", $"如需删除：{command}");
        var shown = DomainName.TryParse(record.Name, out var name) ? name.Describe() : record.Name;
        return Printable.Of(new Text(
            $"{shown} {record.Type} {record.Value} (id {record.Id}, account '{account}') is no longer in the configuration; it stays as it is. {mend}",
            $"{shown} {record.Type} {record.Value}（ID {record.Id}，账号“{account}”）已不在配置中；记录保持不变。{mendChinese}"));
    }
}
