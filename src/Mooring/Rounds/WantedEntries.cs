using System.Collections.Immutable;
using Mooring.Configuration.Settings;
using Mooring.Core;
using Mooring.Core.Addresses;
using Mooring.Core.Planning;
using Mooring.Core.Records;
using Mooring.Engine.Sources;
using Mooring.Engine.Updating;

namespace Mooring.Rounds;

/// <summary>From the configuration's records and the sources' answers to what a round shall reach. Pure.</summary>
internal static class WantedEntries
{
    /// <summary>The sources that some record needs, so that no other is asked.</summary>
    public static IReadOnlySet<string> SourcesOf(IEnumerable<RecordSettings> records) =>
        records.Select(record => record.Wish).OfType<RecordWish.Addresses>().SelectMany(wish => wish.Sources).ToHashSet(StringComparer.Ordinal);

    /// <summary>One entry for each record of the configuration.</summary>
    /// <param name="records">The records.</param>
    /// <param name="answers">An answer for every source that they name.</param>
    public static ImmutableArray<Entry> Of(IEnumerable<RecordSettings> records, IEnumerable<NamedAnswer> answers)
    {
        var bySource = answers.ToDictionary(answer => answer.Source, StringComparer.Ordinal);
        return [.. records.Select(record => new Entry
        {
            Name = record.Name,
            Account = record.Account,
            Zone = record.Zone,
            Line = record.Line,
            Mode = record.Mode,
            Create = record.Create,
            Ttl = record.Ttl,
            Id = record.Id,
            Sets = [.. Sets(record.Wish, bySource)],
        })];
    }

    /// <summary>The sets of addresses whose sources have all answered, and no others: what can be reached before slower sources are asked.</summary>
    /// <param name="records">The records.</param>
    /// <param name="families">The family of every source.</param>
    /// <param name="answers">The answers there are.</param>
    public static ImmutableArray<Entry> Answered(
        IEnumerable<RecordSettings> records, IReadOnlyDictionary<string, IpFamily> families, IReadOnlyCollection<NamedAnswer> answers)
    {
        var answered = answers.Select(answer => answer.Source).ToHashSet(StringComparer.Ordinal);
        var whole = records.Where(record => record.Wish is RecordWish.Addresses).Select(record => record with
        {
            Wish = new RecordWish.Addresses([.. ((RecordWish.Addresses)record.Wish).Sources.GroupBy(source => families[source])
                .Where(family => family.All(answered.Contains)).SelectMany(family => family)]),
        });
        return Of(whole, answers).RemoveAll(entry => entry.Sets.IsEmpty);
    }

    /// <summary>The address sets as they shall be when the machine they point at goes: none of our records.</summary>
    /// <remarks>
    /// An entry that names a record by its id, or may add none, could not be set again; its record stays. <c>mode: own</c> makes a whole
    /// set ours in order to set it right, and not to take it along.
    /// </remarks>
    /// <param name="records">The records.</param>
    /// <param name="families">The family of every source.</param>
    public static ImmutableArray<Entry> Withdrawn(IEnumerable<RecordSettings> records, IReadOnlyDictionary<string, IpFamily> families) =>
        Of(
            records.Where(record => record is { Wish: RecordWish.Addresses, Create: true, Id: null }).Select(record => record with
            {
                Mode = record.Mode == SetMode.Own ? SetMode.Adopt : record.Mode,
                Wish = new RecordWish.Absent([.. ((RecordWish.Addresses)record.Wish).Sources.Select(source => families[source].RecordType()).Distinct()]),
            }),
            []);

    private static IEnumerable<EntrySet> Sets(RecordWish wish, Dictionary<string, NamedAnswer> bySource) => wish switch
    {
        RecordWish.Addresses addresses => addresses.Sources.Select(source => bySource[source]).GroupBy(answer => answer.Family)
            .Select(family => new EntrySet(family.Key.RecordType(), Join([.. family]))),
        RecordWish.Values values => [new EntrySet(values.Type, new Wanted.Present([.. values.Contents]))],
        RecordWish.Absent absent => absent.Types.Select(type => new EntrySet(type, new Wanted.Absent())),
        _ => [],
    };

    /// <summary>Several sources of one family make one set; if one cannot tell, the set is unknown.</summary>
    private static Wanted Join(NamedAnswer[] answers)
    {
        var silent = answers.Where(answer => answer.Answer.Value is null).ToArray();
        return silent.Length == 0
            ? new Wanted.Present([.. answers.Select(answer => new RecordValue(answer.Answer.Value!.ToString())).Distinct()])
            : new Wanted.Unknown(new Text(
                string.Join("; ", silent.Select(answer => $"{answer.Source}: {answer.Answer.Error?.English}")),
                string.Join("；", silent.Select(answer => $"{answer.Source}：{answer.Answer.Error?.Chinese}"))),
                silent.All(answer => answer.Answer.IsHeld));
    }
}
