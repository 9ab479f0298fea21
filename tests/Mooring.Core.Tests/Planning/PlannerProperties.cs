using System.Collections.Immutable;
using FsCheck;
using FsCheck.Fluent;
using Mooring.Core.Names;
using Mooring.Core.Planning;
using Mooring.Core.Records;
using Mooring.Testing;

namespace Mooring.Core.Tests.Planning;

/// <summary>The planning rules as properties, over random zones, settings and interruptions.</summary>
public sealed class PlannerProperties
{
    private static readonly Config Runs = Config.QuickThrowOnFailure.WithMaxTest(2_000);

    [Fact]
    public void Applying_the_plan_reaches_what_is_wanted_and_planning_again_is_empty() =>
        Prop.ForAll(Scenarios, scenario =>
        {
            var zone = scenario.Host();
            var plan = Planner.Plan(scenario.View(zone), [scenario.Set]).Sets[0];
            var ours = Apply(zone, plan, plan.Steps.Length, scenario.Ours);

            var again = Planner.Plan(scenario.View(zone) with { Ours = ours }, [scenario.Set]).Sets[0];

            Assert.Empty(again.Steps);
            if (plan.Problem is null && scenario.Set.Wanted is Wanted.Present present)
            {
                var there = zone.Records.Where(record => record.Enabled && scenario.Set.Key.Holds(record)).Select(record => record.Value).ToHashSet();
                Assert.Superset(present.Values.ToHashSet(), there);
            }
        }).Check(Runs);

    [Fact]
    public void Foreign_records_are_never_touched() =>
        Prop.ForAll(Scenarios, scenario =>
        {
            var zone = scenario.Host();
            var before = zone.Records.ToDictionary(record => record.Id, StringComparer.Ordinal);
            var plan = Planner.Plan(scenario.View(zone), [scenario.Set]).Sets[0];

            Apply(zone, plan, plan.Steps.Length, scenario.Ours);

            var touchable = Touchable(scenario, before.Values);
            foreach (var (id, record) in before.Where(pair => !touchable.Contains(pair.Key)))
            {
                Assert.Equal(record, zone.Records.SingleOrDefault(after => after.Id == id));
            }
        }).Check(Runs);

    [Fact]
    public void Unknown_writes_nothing() =>
        Prop.ForAll(Scenarios, scenario =>
        {
            var unknown = scenario.Set with { Wanted = new Wanted.Unknown(Text.Same("no answer")) };

            var plan = Planner.Plan(scenario.View(scenario.Host()), [unknown]);

            Assert.True(plan.IsEmpty);
        }).Check(Runs);

    [Fact]
    public void No_step_leaves_a_name_without_an_answer_it_had() =>
        Prop.ForAll(Scenarios, scenario =>
        {
            if (scenario.Set.Wanted is not Wanted.Present)
            {
                return;
            }

            var plan = Planner.Plan(scenario.View(scenario.Host()), [scenario.Set]).Sets[0];
            for (var steps = 0; steps <= plan.Steps.Length; steps++)
            {
                var zone = scenario.Host();
                var answered = zone.Records.Any(record => record.Enabled && scenario.Set.Key.Holds(record));
                Apply(zone, plan, steps, scenario.Ours);
                Assert.True(!answered || zone.Records.Any(record => record.Enabled && scenario.Set.Key.Holds(record)));
            }
        }).Check(Runs);

    [Fact]
    public void No_fewer_writes_would_do() =>
        Prop.ForAll(Scenarios, scenario =>
        {
            var zone = scenario.Host();
            var plan = Planner.Plan(scenario.View(zone), [scenario.Set]).Sets[0];
            if (plan.Problem is not null || scenario.Set.Wanted is not Wanted.Present present)
            {
                return;
            }

            // Every value that nobody holds costs one write, every surplus record of ours one, every wrong TTL one; a
            // surplus record that is given a lacking value serves both.
            var held = zone.Records.Where(record => record.Enabled && scenario.Set.Key.Holds(record)).ToArray();
            var ours = held.Where(record => plan.Ours.Any(own => own.Id == record.Id)).ToArray();
            var kept = ours.Where(record => present.Values.Contains(record.Value)).DistinctBy(record => record.Value).ToArray();
            var lacking = present.Values.Count(value => held.All(record => record.Value != value));
            var surplus = ours.Length - kept.Length;
            var wrongTtl = kept.Count(record => scenario.Set.Ttl is { } ttl && record.Ttl != ttl);
            Assert.Equal(Math.Max(lacking, surplus) + wrongTtl, plan.Steps.Length);
        }).Check(Runs);

    [Fact]
    public void A_crash_after_any_prefix_of_the_steps_and_a_new_run_converge_without_duplicates() =>
        Prop.ForAll(Scenarios, scenario =>
        {
            var plan = Planner.Plan(scenario.View(scenario.Host()), [scenario.Set]).Sets[0];
            for (var steps = 0; steps <= plan.Steps.Length; steps++)
            {
                var zone = scenario.Host();
                var saved = Saved(plan, scenario.Ours);   // intents are saved, the process dies before ids are
                Apply(zone, plan, steps, scenario.Ours);

                var second = Planner.Plan(scenario.View(zone) with { Ours = saved }, [scenario.Set]).Sets[0];
                Apply(zone, second, second.Steps.Length, saved);

                var whole = scenario.Host();
                Apply(whole, plan, plan.Steps.Length, scenario.Ours);
                Assert.Equal(Values(whole, scenario.Set.Key), Values(zone, scenario.Set.Key));
            }
        }).Check(Runs);

    /// <summary>What may change by the rules, told without the planner's own code.</summary>
    private static HashSet<string> Touchable(Scenario scenario, IEnumerable<HostedRecord> records)
    {
        var set = scenario.Set;
        var inSet = records.Where(record => set.Key.Holds(record) && !record.System).ToArray();
        var known = inSet.Where(record => scenario.Ours.Ids.Contains(record.Id) || record.Remark == scenario.Ours.Mark).Select(record => record.Id).ToHashSet(StringComparer.Ordinal);
        if (set.Id is not null)
        {
            return [set.Id];
        }

        // Our stale records go, and one foreign record with the only wanted value stays: the single record of the set.
        var lastOne = inSet.Where(record => !known.Contains(record.Id)).ToArray();
        if (set is { Mode: SetMode.Adopt, Wanted: Wanted.Present { Values: [var only] } } && lastOne is [var last] && last.Value == only)
        {
            return [.. known, last.Id];
        }

        return set.Mode == SetMode.Own || (set.Mode == SetMode.Adopt && set.Wanted is Wanted.Present && inSet.Length == 1)
            ? inSet.Select(record => record.Id).ToHashSet(StringComparer.Ordinal)
            : known;
    }

    /// <summary>What state knows once the intents and adoptions of a plan are saved, before its first write.</summary>
    private static Ownership Saved(SetPlan plan, Ownership before) => before with
    {
        Ids = before.Ids.Union(plan.Ours.Select(record => record.Id)),
        Intents = [.. plan.Steps.OfType<RecordStep.Add>().Select(add => new Intent(plan.Set.Key, add.Content.Value))],
    };

    private static Ownership Apply(InMemoryZone zone, SetPlan plan, int steps, Ownership before)
    {
        var ours = Saved(plan, before);
        foreach (var step in plan.Steps.Take(steps))
        {
            switch (step)
            {
                case RecordStep.Add add:
                    ours = ours with { Ids = ours.Ids.Add(Now(zone.AddAsync(World.Zone, add.Content, default))) };
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

    private static T Now<T>(Task<T> task) => task.IsCompleted ? task.GetAwaiter().GetResult() : throw new InvalidOperationException();

    private static void Now(Task task) => (task.IsCompleted ? task : throw new InvalidOperationException()).GetAwaiter().GetResult();

    private static string[] Values(InMemoryZone zone, RecordSetKey key) =>
        [.. zone.Records.Where(key.Holds).Select(record => $"{record.Value} {record.Enabled}").Order(StringComparer.Ordinal)];

    private static Arbitrary<Scenario> Scenarios => World.Scenarios.ToArbitrary();

    /// <param name="Records">What the host holds.</param>
    /// <param name="Ours">What state knows.</param>
    /// <param name="Set">What is wanted.</param>
    public sealed record Scenario(ImmutableArray<HostedRecord> Records, Ownership Ours, DesiredSet Set)
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

        public ZoneView View(InMemoryZone zone) => new(World.Zone, zone.Records, Ours);

        public override string ToString() =>
            $"{string.Join("; ", Records)}\nours: {string.Join(",", Ours.Ids)}\nwanted: {Set} {(Set.Wanted is Wanted.Present p ? string.Join(",", p.Values) : "")}";
    }

    private static class World
    {
        public static readonly HostedZone Zone = new(DomainName.Parse("example.com"));

        private static readonly string[] Addresses = ["192.0.2.1", "192.0.2.2", "192.0.2.3", "192.0.2.4"];
        private static readonly DnsLine[] Lines = [new("default", "default"), new("telecom", "telecom")];
        private static readonly DomainName[] Owners = [DomainName.Parse("nas.example.com"), DomainName.Parse("www.example.com"), Zone.Name];
        private const string Mark = "mooring@here";

        public static Gen<Scenario> Scenarios =>
            from count in Gen.Choose(0, 5)
            from records in RecordGen.ArrayOf(count)
            from numbered in Gen.Constant(Number(records))
            from owned in Gen.SubListOf(numbered.Select(record => record.Id).ToArray())
            from set in SetGen
            select new Scenario(numbered, new Ownership([.. owned], [], Mark), set);

        private static Gen<HostedRecord> RecordGen =>
            from owner in Frequent(Owners)
            from line in Frequent(Lines)
            from type in Gen.Frequency((12, Gen.Constant(RecordType.A)), (1, Gen.Constant(RecordType.Cname)), (1, Gen.Constant(RecordType.Txt)))
            from address in Gen.Elements(Addresses)
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
                Value = new RecordValue(type == RecordType.Cname ? "elsewhere.example.net" : address),
                Ttl = new Ttl(ttl),
                Enabled = enabled,
                Locked = locked,
                Remark = marked ? Mark : null,
            };

        private static Gen<DesiredSet> SetGen =>
            from line in Frequent(Lines)
            from values in Gen.SubListOf(Addresses).Where(values => values.Count > 0)
            from absent in Gen.Frequency((1, Gen.Constant(true)), (5, Gen.Constant(false)))
            from mode in Gen.Elements(SetMode.Adopt, SetMode.Join, SetMode.Own)
            from create in Gen.Frequency((4, Gen.Constant(true)), (1, Gen.Constant(false)))
            from ttl in Gen.Elements<int?>(null, 600, 900)
            from pinned in Gen.Frequency((1, Gen.Constant<string?>("000001")), (9, Gen.Constant<string?>(null)))
            select new DesiredSet
            {
                Key = new RecordSetKey(Owners[0], RecordType.A, line),
                Wanted = absent ? new Wanted.Absent() : new Wanted.Present([.. values.Take(pinned is null ? 3 : 1).Select(value => new RecordValue(value))]),
                Mode = mode,
                Create = create,
                Ttl = ttl is { } seconds ? new Ttl(seconds) : null,
                Id = pinned,
            };

        private static Gen<T> Frequent<T>(T[] values) =>
            Gen.Frequency((6, Gen.Constant(values[0])), (1, Gen.Elements(values)));

        /// <summary>Gives ids and drops what no host would hold: the same value twice in a set.</summary>
        private static ImmutableArray<HostedRecord> Number(IEnumerable<HostedRecord> records) =>
            [.. records.DistinctBy(record => (record.Owner, record.Type, record.Line, record.Value))
                .Select((record, i) => record with { Id = (i + 1).ToString("D6", System.Globalization.CultureInfo.InvariantCulture) })];
    }
}
