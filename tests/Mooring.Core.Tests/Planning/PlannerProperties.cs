using System.Collections.Immutable;
using FsCheck;
using FsCheck.Fluent;
using Mooring.Core.Names;
using Mooring.Core.Planning;
using Mooring.Core.Records;
using Mooring.Testing;

namespace Mooring.Core.Tests.Planning;

/// <summary>The planning rules as properties, over random zones, several entries at once, settings and interruptions.</summary>
public sealed class PlannerProperties
{
    private static readonly Config Runs = Config.QuickThrowOnFailure.WithMaxTest(4_000);

    [Fact]
    public void Applying_the_plan_reaches_what_is_wanted_and_planning_again_is_empty() =>
        Prop.ForAll(Scenarios, scenario =>
        {
            var zone = scenario.Host();
            var plan = scenario.Plan(zone, scenario.Ours);
            var ours = Apply(zone, plan, int.MaxValue, scenario.Ours);

            var again = scenario.Plan(zone, ours);

            // What stood in the way of a set may be gone now; a set that had no problem is done.
            foreach (var (before, after) in plan.Sets.Zip(again.Sets).Where(pair => pair.First.Problem is null && !scenario.HasExchange(pair.First.Set.Key)))
            {
                Assert.Empty(after.Steps);

                // Once our stale record is gone, what is left may be several foreign ones: `adopt` asks then which is meant.
                Assert.True(after.Problem is null || before.Set is { Mode: SetMode.Adopt, Id: null }, after.Problem?.Why.English);
                AssertReached(scenario, before.Set, zone, ours);
            }
        }).Check(Runs);

    [Fact]
    public void After_three_rounds_nothing_is_left_to_do() =>
        Prop.ForAll(Scenarios, scenario =>
        {
            var zone = scenario.Host();
            var ours = scenario.Ours;
            for (var round = 0; round < 3; round++)
            {
                ours = Apply(zone, scenario.Plan(zone, ours), int.MaxValue, ours);
            }

            Assert.True(scenario.Plan(zone, ours).IsEmpty);
        }).Check(Runs);

    [Fact]
    public void Foreign_records_are_never_touched() =>
        Prop.ForAll(Scenarios, scenario =>
        {
            var zone = scenario.Host();
            var before = zone.Records.ToDictionary(record => record.Id, StringComparer.Ordinal);

            Apply(zone, scenario.Plan(zone, scenario.Ours), int.MaxValue, scenario.Ours);

            var touchable = scenario.Sets.SelectMany(set => Touchable(scenario, set)).ToHashSet(StringComparer.Ordinal);
            foreach (var (id, record) in before.Where(pair => !touchable.Contains(pair.Key)))
            {
                Assert.Equal(record, zone.Records.SingleOrDefault(after => after.Id == id));
            }
        }).Check(Runs);

    [Fact]
    public void Unknown_writes_nothing() =>
        Prop.ForAll(Scenarios, scenario =>
        {
            var unknown = new Wanted.Unknown(Text.Same("no answer"));
            var none = scenario with { Sets = [.. scenario.Sets.Select(set => set with { Wanted = unknown })] };
            var first = scenario with { Sets = scenario.Sets.SetItem(0, none.Sets[0]) };

            Assert.True(none.Plan(none.Host(), none.Ours).IsEmpty);
            Assert.Empty(first.Plan(first.Host(), first.Ours).Sets.Single(set => set.Set == first.Sets[0]).Steps);
        }).Check(Runs);

    [Fact]
    public void No_step_leaves_a_name_without_an_answer_it_had() =>
        Prop.ForAll(Scenarios, scenario =>
        {
            var plan = scenario.Plan(scenario.Host(), scenario.Ours);
            var kept = scenario.Sets.GroupBy(set => set.Key).Where(sets => sets.All(set => set.Wanted is Wanted.Present)).Select(sets => sets.Key).ToArray();
            var answered = kept.Where(key => scenario.Host().Records.Any(record => record.Enabled && key.Holds(record))).ToArray();
            for (var steps = 0; steps <= Steps(plan).Count(); steps++)
            {
                var zone = scenario.Host();
                Apply(zone, plan, steps, scenario.Ours);
                Assert.All(answered, key => Assert.Contains(zone.Records, record => record.Enabled && key.Holds(record)));
            }
        }).Check(Runs);

    [Fact]
    public void What_a_new_set_displaces_stays_unless_the_new_set_is_there_in_the_end() =>
        Prop.ForAll(Scenarios, scenario =>
        {
            var zone = scenario.Host();
            var before = zone.Records.Where(record => record.Enabled).ToArray();
            Apply(zone, scenario.Plan(zone, scenario.Ours), int.MaxValue, scenario.Ours);
            var lost = before.Where(record => zone.Records.All(after => after.Id != record.Id)).ToArray();

            foreach (var set in scenario.Sets.Where(set => set.Wanted is not Wanted.Absent))
            {
                if (lost.Any(record => record.Owner == set.Key.Owner && record.Line == set.Key.Line && World.Excludes(record.Owner, record.Type, set.Key.Type)))
                {
                    var there = zone.Records.Where(record => record.Enabled && set.Key.Holds(record)).Select(record => record.Value);
                    Assert.Superset(Assert.IsType<Wanted.Present>(set.Wanted).Values.ToHashSet(), there.ToHashSet());
                }
            }
        }).Check(Runs);

    [Fact]
    public void No_fewer_writes_would_do() =>
        Prop.ForAll(Scenarios, scenario =>
        {
            var zone = scenario.Host();
            foreach (var plan in scenario.Plan(zone, scenario.Ours).Sets)
            {
                if (plan.Problem is not null || plan.Set.Wanted is not Wanted.Present present || scenario.Sets.Count(set => set.Key == plan.Set.Key) > 1)
                {
                    continue;
                }

                // Every value that nobody holds costs one write, every surplus record of ours one, every wrong TTL one; a
                // surplus record that is given a lacking value serves both.
                var held = zone.Records.Where(record => record.Enabled && plan.Set.Key.Holds(record)).ToArray();
                var ours = held.Where(record => plan.Ours.Any(own => own.Id == record.Id)).ToArray();
                var kept = ours.Where(record => present.Values.Contains(record.Value)).DistinctBy(record => record.Value).ToArray();
                var lacking = present.Values.Count(value => held.All(record => record.Value != value));
                var surplus = ours.Length - kept.Length;
                var wrongTtl = kept.Count(record => plan.Set.Ttl is { } ttl && record.Ttl != ttl);
                Assert.Equal(Math.Max(lacking, surplus) + wrongTtl, plan.Steps.Length);
            }
        }).Check(Runs);

    [Fact]
    public void A_crash_after_any_prefix_of_the_steps_and_a_new_run_converge_without_duplicates() =>
        Prop.ForAll(Scenarios, scenario =>
        {
            if (scenario.Sets.Any(set => scenario.HasExchange(set.Key)))
            {
                return;
            }

            var plan = scenario.Plan(scenario.Host(), scenario.Ours);
            var whole = scenario.Host();
            Settle(scenario, whole, Apply(whole, plan, int.MaxValue, scenario.Ours));
            for (var steps = 0; steps <= Steps(plan).Count(); steps++)
            {
                var zone = scenario.Host();
                var saved = Saved(plan, scenario.Ours);   // intents are saved, the process dies before ids are
                Apply(zone, plan, steps, scenario.Ours);

                Settle(scenario, zone, saved);

                Assert.Equal(Values(whole), Values(zone));
            }
        }).Check(Runs);

    /// <summary>Runs until nothing is left to do.</summary>
    private static void Settle(Scenario scenario, InMemoryZone zone, Ownership ours)
    {
        for (var round = 0; round < 3; round++)
        {
            ours = Apply(zone, scenario.Plan(zone, ours), int.MaxValue, ours);
        }
    }

    private static void AssertReached(Scenario scenario, DesiredSet set, InMemoryZone zone, Ownership ours)
    {
        var there = zone.Records.Where(record => set.Key.Holds(record)).ToArray();
        if (set.Wanted is Wanted.Present present)
        {
            Assert.Superset(present.Values.ToHashSet(), there.Where(record => record.Enabled).Select(record => record.Value).ToHashSet());
            Assert.All(there.Where(record => record.Id == set.Id), record => Assert.Equal(Assert.Single(present.Values), record.Value));
        }
        else if (set.Wanted is Wanted.Absent absent)
        {
            Assert.DoesNotContain(there.Where(record => record.Id == set.Id || !scenario.Means(record)), record =>
                (set.Id is { } id ? record.Id == id : ours.Owns(record) || set.Mode == SetMode.Own) && absent.Only?.Contains(record.Value) != false);
        }
    }

    /// <summary>What an entry may change by the rules, told without the planner's own code.</summary>
    private static HashSet<string> Touchable(Scenario scenario, DesiredSet set)
    {
        if (set.Id is not null)
        {
            return [set.Id];
        }

        // What another entry means by its id is that entry's alone.
        var inSet = scenario.Records.Where(record => set.Key.Holds(record) && !scenario.Means(record)).ToArray();
        var known = inSet.Where(record => scenario.Ours.Ids.Contains(record.Id) || record.Remark == scenario.Ours.Mark).Select(record => record.Id).ToHashSet(StringComparer.Ordinal);

        // Our stale records go, and one foreign record with the only wanted value stays: the single record of the set.
        var lastOne = inSet.Where(record => !known.Contains(record.Id)).ToArray();
        if (set is { Mode: SetMode.Adopt, Wanted: Wanted.Present { Values: var values } } && lastOne is [var last]
            && values.Contains(last.Value) && values.All(value => value == last.Value || scenario.Provides(set.Key, value)))
        {
            return [.. known, last.Id];
        }

        return set.Mode == SetMode.Own || (set.Mode == SetMode.Adopt && set.Wanted is Wanted.Present && inSet.Length == 1)
            ? inSet.Select(record => record.Id).ToHashSet(StringComparer.Ordinal)
            : known;
    }

    private static IEnumerable<RecordStep> Steps(ZonePlan plan) => plan.Sets.SelectMany(set => set.Steps);

    /// <summary>What state knows once the intents and adoptions of a plan are saved, before its first write.</summary>
    private static Ownership Saved(ZonePlan plan, Ownership before) => before with
    {
        Ids = before.Ids.Union(plan.Sets.SelectMany(set => set.Ours).Select(record => record.Id)),
        Intents =
        [
            .. plan.Sets.SelectMany(set => set.Steps.OfType<RecordStep.Add>()
                .Select(add => new Intent(new RecordSetKey(add.Content.Owner, add.Content.Type, add.Content.Line), add.Content.Value, set.Set.Mode == SetMode.Join))),
        ],
    };

    /// <summary>Writes the first steps; the host refuses what no host would hold.</summary>
    private static Ownership Apply(InMemoryZone zone, ZonePlan plan, int steps, Ownership before)
    {
        var ours = Saved(plan, before);
        foreach (var step in Steps(plan).Take(steps))
        {
            switch (step)
            {
                case RecordStep.Add add:
                    AssertNoAlias(zone, add.Content);
                    ours = ours with { Ids = ours.Ids.Add(Now(zone.AddAsync(World.Zone, add.Content with { Remark = before.Mark }, default))) };
                    break;
                case RecordStep.Update update:
                    Now(zone.UpdateAsync(World.Zone, update.Observed, update.Content, default));
                    break;
                case RecordStep.Delete delete:
                    Now(zone.DeleteAsync(World.Zone, delete.Observed.Id, default));
                    break;
            }
        }

        return ours with { Intents = [] };
    }

    private static void AssertNoAlias(InMemoryZone zone, RecordContent content) => Assert.DoesNotContain(zone.Records, record =>
        record.Enabled && record.Owner == content.Owner && record.Line.Matches(content.Line) && record.Type != content.Type
        && World.Excludes(record.Owner, record.Type, content.Type));

    private static T Now<T>(Task<T> task) => task.IsCompleted ? task.GetAwaiter().GetResult() : throw new InvalidOperationException();

    private static void Now(Task task) => (task.IsCompleted ? task : throw new InvalidOperationException()).GetAwaiter().GetResult();

    private static string[] Values(InMemoryZone zone) =>
        [.. zone.Records.Select(record => $"{record.Owner} {record.Type} {record.Line} {record.Value} {record.Enabled}").Order(StringComparer.Ordinal)];

    private static Arbitrary<Scenario> Scenarios => World.Scenarios.ToArbitrary();

    /// <param name="Records">What the host holds.</param>
    /// <param name="Ours">What state knows.</param>
    /// <param name="Sets">What is wanted, as a configuration may say it.</param>
    public sealed record Scenario(ImmutableArray<HostedRecord> Records, Ownership Ours, ImmutableArray<DesiredSet> Sets)
    {
        public InMemoryZone Host()
        {
            var zone = new InMemoryZone(World.Zone);
            foreach (var record in Records)
            {
                zone.Put(record);
            }

            return zone;
        }

        /// <summary>Whether an entry means this record by its id.</summary>
        public bool Means(HostedRecord record) => Sets.Any(set => set.Id == record.Id && set.Key.Holds(record));

        /// <summary>Whether a value of the set is, or will be, that of a record which an entry means by its id.</summary>
        public bool Provides(RecordSetKey key, RecordValue value) =>
            Records.Any(record => key.Holds(record) && Means(record)
                && (record.Value == value || Sets.Any(set => set.Id == record.Id && set.Wanted is Wanted.Present present && present.Values.Contains(value))));

        /// <summary>
        /// Whether one of several entries of a set wants for its record a value that another record has: it is told so, and when it
        /// gets it depends on what the others do.
        /// </summary>
        public bool HasExchange(RecordSetKey key) => Sets.Count(set => set.Key == key) > 1
            && Sets.Any(set => set.Key == key && set is { Id: { } id, Wanted: Wanted.Present { Values: [var value] } }
                && Records.Any(record => record.Id != id && key.Holds(record) && record.Value == value));

        public ZonePlan Plan(InMemoryZone zone, Ownership ours) => Planner.Plan(new ZoneView(World.Zone, [.. zone.Records], ours), Sets);

        public override string ToString() =>
            $"{string.Join("\n", Records)}\nours: {string.Join(",", Ours.Ids)}\nwanted:\n{string.Join("\n", Sets.Select(set => $"{set} {(set.Wanted is Wanted.Present p ? string.Join(",", p.Values) : "")}"))}";
    }

    private static class World
    {
        public static readonly HostedZone Zone = new(DomainName.Parse("example.com"));

        private static readonly Dictionary<RecordType, string[]> Values = new()
        {
            [RecordType.A] = ["192.0.2.1", "192.0.2.2", "192.0.2.3", "192.0.2.4"],
            [RecordType.Aaaa] = ["2001:db8::1", "2001:db8::2", "2001:db8::3"],
            [RecordType.Txt] = ["one", "two"],
            [RecordType.Cname] = ["elsewhere.example.net", "other.example.net"],
        };

        private static readonly DnsLine[] Lines = [new("default", "default"), new("telecom", "telecom")];
        private static readonly DomainName[] Owners = [DomainName.Parse("nas.example.com"), DomainName.Parse("www.example.com"), Zone.Name];
        private const string Mark = "mooring@here";

        public static Gen<Scenario> Scenarios =>
            from count in Gen.Choose(0, 7)
            from records in RecordGen.ArrayOf(count)
            from numbered in Gen.Constant(Number(records))
            from owned in Gen.SubListOf(numbered.Select(record => record.Id).ToArray())
            from entries in Gen.Choose(1, 4)
            from sets in SetGen.ArrayOf(entries)
            select new Scenario(numbered, new Ownership([.. owned], [], Mark), Possible(sets.Select(set => WithKnownId(set, numbered))));

        /// <summary>An id that the host gives to nobody later.</summary>
        private static DesiredSet WithKnownId(DesiredSet set, ImmutableArray<HostedRecord> records) =>
            set.Id is null || records.Any(record => record.Id == set.Id) ? set : set with { Id = "none" };

        /// <summary>RFC 1034 §3.6.2; at an apex both clouds take a CNAME beside NS, MX and TXT.</summary>
        public static bool Excludes(DomainName owner, RecordType one, RecordType other) =>
            one != other && (one == RecordType.Cname || other == RecordType.Cname)
            && !(owner == Zone.Name && (one == RecordType.Txt || other == RecordType.Txt));

        private static Gen<RecordType> TypeGen => Gen.Frequency(
            (8, Gen.Constant(RecordType.A)), (3, Gen.Constant(RecordType.Aaaa)), (2, Gen.Constant(RecordType.Cname)), (1, Gen.Constant(RecordType.Txt)));

        private static Gen<HostedRecord> RecordGen =>
            from owner in Frequent(Owners)
            from line in Frequent(Lines)
            from type in TypeGen
            from value in Gen.Elements(Values[type])
            from ttl in Gen.Elements(600, 600, 120)
            from enabled in Gen.Frequency((9, Gen.Constant(true)), (1, Gen.Constant(false)))
            from locked in Gen.Frequency((1, Gen.Constant(true)), (14, Gen.Constant(false)))
            from marked in Gen.Frequency((1, Gen.Constant(true)), (5, Gen.Constant(false)))
            select new HostedRecord
            {
                Id = "",
                Owner = owner,
                Type = type,
                Line = line,
                Value = new RecordValue(value),
                Ttl = new Ttl(ttl),
                Enabled = enabled,
                Locked = locked,
                Remark = marked ? Mark : null,
            };

        private static Gen<DesiredSet> SetGen =>
            from owner in Frequent(Owners)
            from line in Frequent(Lines)
            from type in TypeGen
            from pinned in Gen.Frequency((1, Gen.Elements<string?>("000001", "000002", "000003")), (5, Gen.Constant<string?>(null)))
            from wanted in WantedGen(type, pinned is not null || type == RecordType.Cname ? 1 : 3)
            from mode in Gen.Elements(SetMode.Adopt, SetMode.Join, SetMode.Own)
            from create in Gen.Frequency((4, Gen.Constant(true)), (1, Gen.Constant(false)))
            from ttl in Gen.Elements<int?>(null, 600, 900)
            select new DesiredSet
            {
                Key = new RecordSetKey(owner, type, line),
                Wanted = wanted,
                Mode = mode,
                Create = create,
                Ttl = ttl is { } seconds ? new Ttl(seconds) : null,
                Id = pinned,
            };

        private static Gen<Wanted> WantedGen(RecordType type, int most) =>
            from values in Gen.SubListOf(Values[type]).Where(values => values.Count > 0)
            from kind in Gen.Frequency((8, Gen.Constant('p')), (2, Gen.Constant('a')), (1, Gen.Constant('o')), (1, Gen.Constant('u')))
            let some = values.Take(most).Select(value => new RecordValue(value)).ToImmutableArray()
            select (Wanted)(kind switch
            {
                'p' => new Wanted.Present(some),
                'a' => new Wanted.Absent(),
                'o' => new Wanted.Absent(some),
                _ => new Wanted.Unknown(Text.Same("no answer")),
            });

        private static Gen<T> Frequent<T>(T[] values) =>
            Gen.Frequency((6, Gen.Constant(values[0])), (1, Gen.Elements(values)));

        /// <summary>Gives ids and drops what no host would hold: the same value twice in a set, something beside an alias.</summary>
        private static ImmutableArray<HostedRecord> Number(IEnumerable<HostedRecord> records) =>
            [.. Compatible(records.DistinctBy(record => (record.Owner, record.Type, record.Line, record.Value)), record => new RecordSetKey(record.Owner, record.Type, record.Line))
                .Select((record, i) => record with { Id = (i + 1).ToString("D6", System.Globalization.CultureInfo.InvariantCulture) })];

        /// <summary>Drops what no configuration may say: two entries for one set unless they pin different records, an alias beside something.</summary>
        private static ImmutableArray<DesiredSet> Possible(IEnumerable<DesiredSet> sets)
        {
            var distinct = sets.DistinctBy(set => (set.Key, set.Id)).ToArray();
            var present = Compatible(distinct.Where(set => set.Wanted is not Wanted.Absent), set => set.Key);
            return [.. distinct.Where(set => set.Wanted is Wanted.Absent || present.Contains(set))];
        }

        private static List<T> Compatible<T>(IEnumerable<T> all, Func<T, RecordSetKey> keyOf)
        {
            var kept = new List<T>();
            foreach (var one in all)
            {
                var key = keyOf(one);
                if (kept.Select(keyOf).All(other => other.Owner != key.Owner || other.Line != key.Line || !Excludes(key.Owner, other.Type, key.Type)))
                {
                    kept.Add(one);
                }
            }

            return kept;
        }
    }
}
