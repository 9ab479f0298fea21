using Mooring.Core.Names;
using Mooring.Core.Planning;
using Mooring.Core.Records;

namespace Mooring.Core.Tests.Planning;

public sealed class PlannerTests
{
    private static readonly HostedZone Zone = new(DomainName.Parse("example.com"));
    private static readonly DnsLine Default = new("default", "default");
    private static readonly DomainName Nas = DomainName.Parse("nas.example.com");

    [Fact]
    public void Adds_a_missing_record_with_ten_minutes_when_no_ttl_is_configured()
    {
        var plan = Plan([], Present("192.0.2.1"));

        var add = Assert.IsType<RecordStep.Add>(Assert.Single(plan.Steps));
        Assert.Equal(new RecordValue("192.0.2.1"), add.Content.Value);
        Assert.Equal(600, add.Content.Ttl.Seconds);
    }

    [Fact]
    public void Keeps_the_record_when_the_address_is_unknown()
    {
        var plan = Plan([Record("1", "192.0.2.1")], Set(new Wanted.Unknown(new Text("interface eth0 is down", "网卡 eth0 已断开"))));

        Assert.Empty(plan.Steps);
        Assert.Equal(ProblemKind.Source, plan.Problem?.Kind);
        Assert.Equal("interface eth0 is down", plan.Problem?.Why.English);
    }

    [Fact]
    public void Takes_over_the_single_record_and_keeps_its_ttl()
    {
        var plan = Plan([Record("1", "192.0.2.1", ttl: 120)], Present("192.0.2.2"));

        var update = Assert.IsType<RecordStep.Update>(Assert.Single(plan.Steps));
        Assert.Equal("1", update.Observed.Id);
        Assert.Equal(120, update.Content.Ttl.Seconds);
        Assert.Equal("1", Assert.Single(plan.Ours).Id);
        Assert.Contains("taken over", Assert.Single(plan.Notes).English, StringComparison.Ordinal);
    }

    [Fact]
    public void Writes_nothing_when_the_record_is_as_wanted_and_makes_it_ours()
    {
        var plan = Plan([Record("1", "192.0.2.1", ttl: 120)], Present("192.0.2.1"));

        Assert.Empty(plan.Steps);
        Assert.Null(plan.Problem);
        Assert.Equal("1", Assert.Single(plan.Ours).Id);
    }

    [Fact]
    public void Corrects_the_ttl_when_one_is_configured()
    {
        var plan = Plan([Record("1", "192.0.2.1", ttl: 120)], Present("192.0.2.1") with { Ttl = new Ttl(900) });

        Assert.Equal(900, Assert.IsType<RecordStep.Update>(Assert.Single(plan.Steps)).Content.Ttl.Seconds);
    }

    [Fact]
    public void Raises_a_ttl_below_the_minimum_and_says_so()
    {
        var view = View([Record("1", "192.0.2.1", ttl: 600)]) with { MinimumTtl = new Ttl(600), Ours = new Ownership(["1"], [], null) };

        var plan = Assert.Single(Planner.Plan(view, [Present("192.0.2.1") with { Ttl = new Ttl(60) }]).Sets);

        Assert.Empty(plan.Steps);
        Assert.Contains("600 s is used", Assert.Single(plan.Notes).English, StringComparison.Ordinal);
    }

    [Fact]
    public void Refuses_several_foreign_records_and_names_ids_and_ways_on()
    {
        var plan = Plan([Record("1", "192.0.2.1"), Record("2", "192.0.2.2")], Present("192.0.2.3"));

        Assert.Empty(plan.Steps);
        Assert.Equal(ProblemKind.Policy, plan.Problem?.Kind);
        foreach (var part in new[] { "id 1", "id 2", "`mode: join`", "`mode: own`", "`id: ID`" })
        {
            Assert.Contains(part, plan.Problem!.Why.English, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Leaves_several_foreign_records_that_are_exactly_as_wanted()
    {
        var plan = Plan([Record("1", "192.0.2.1"), Record("2", "192.0.2.2")], Present("192.0.2.2", "192.0.2.1"));

        Assert.Empty(plan.Steps);
        Assert.Null(plan.Problem);
        Assert.Empty(plan.Ours);
    }

    [Fact]
    public void Reuses_our_stale_record_beside_foreign_ones()
    {
        var plan = Plan([Record("1", "192.0.2.1"), Record("2", "192.0.2.2")], Present("192.0.2.3"), owned: ["2"]);

        Assert.Equal("2", Assert.IsType<RecordStep.Update>(Assert.Single(plan.Steps)).Observed.Id);
        Assert.Equal("1", Assert.Single(plan.Foreign).Id);
    }

    [Fact]
    public void A_record_with_an_intended_value_is_ours()
    {
        var set = Present("192.0.2.3");
        var ours = new Ownership([], [new Intent(set.Key, new RecordValue("192.0.2.2"))], null);

        var plan = Planner.Plan(View([Record("1", "192.0.2.1"), Record("2", "192.0.2.2")]) with { Ours = ours }, [set]).Sets[0];

        Assert.Equal("2", Assert.IsType<RecordStep.Update>(Assert.Single(plan.Steps)).Observed.Id);
    }

    [Fact]
    public void Join_adds_beside_foreign_records()
    {
        var plan = Plan([Record("1", "192.0.2.1")], Present("192.0.2.2") with { Mode = SetMode.Join });

        Assert.Equal("192.0.2.2", Assert.IsType<RecordStep.Add>(Assert.Single(plan.Steps)).Content.Value.Data);
    }

    [Fact]
    public void Join_knows_its_record_by_the_mark_when_it_is_not_remembered()
    {
        var view = View([Record("1", "192.0.2.1"), Record("2", "192.0.2.2") with { Remark = "mooring@nas" }])
            with
        { Ours = new Ownership([], [], "mooring@nas") };

        var plan = Planner.Plan(view, [Present("192.0.2.9") with { Mode = SetMode.Join }]).Sets[0];

        Assert.Equal("2", Assert.IsType<RecordStep.Update>(Assert.Single(plan.Steps)).Observed.Id);
    }

    [Fact]
    public void Own_makes_the_whole_set_ours_and_deletes_last()
    {
        var plan = Plan([Record("1", "192.0.2.1"), Record("2", "192.0.2.2"), Record("3", "192.0.2.3")], Present("192.0.2.3", "192.0.2.4") with { Mode = SetMode.Own });

        Assert.Collection(
            plan.Steps,
            step => Assert.Equal("1", Assert.IsType<RecordStep.Update>(step).Observed.Id),
            step => Assert.Equal("2", Assert.IsType<RecordStep.Delete>(step).Observed.Id));
    }

    [Fact]
    public void Own_reuses_a_record_of_ours_before_one_of_others()
    {
        var plan = Plan([Record("1", "192.0.2.1"), Record("2", "192.0.2.2"), Record("3", "192.0.2.3")], Present("192.0.2.9") with { Mode = SetMode.Own }, owned: ["3"]);

        Assert.Equal("3", Assert.Single(plan.Steps.OfType<RecordStep.Update>()).Observed.Id);
        Assert.Equal(["1", "2"], plan.Steps.OfType<RecordStep.Delete>().Select(step => step.Observed.Id));
    }

    [Fact]
    public void Own_drops_the_second_record_with_the_same_value()
    {
        var plan = Plan([Record("1", "192.0.2.1"), Record("2", "192.0.2.1")], Present("192.0.2.1") with { Mode = SetMode.Own });

        Assert.Equal("2", Assert.IsType<RecordStep.Delete>(Assert.Single(plan.Steps)).Observed.Id);
    }

    [Fact]
    public void An_id_names_the_one_record_meant()
    {
        var plan = Plan([Record("1", "192.0.2.1"), Record("2", "192.0.2.2")], Present("192.0.2.3") with { Id = "1" });

        Assert.Equal("1", Assert.IsType<RecordStep.Update>(Assert.Single(plan.Steps)).Observed.Id);
    }

    [Fact]
    public void An_id_that_is_not_there_is_reported_and_nothing_is_added()
    {
        var plan = Plan([Record("1", "192.0.2.1")], Present("192.0.2.3") with { Id = "9" });

        Assert.Empty(plan.Steps);
        Assert.Equal(ProblemKind.Missing, plan.Problem?.Kind);
    }

    [Fact]
    public void An_id_of_another_record_is_refused()
    {
        var other = Record("1", "192.0.2.1") with { Owner = DomainName.Parse("www.example.com") };

        var plan = Plan([other], Present("192.0.2.3") with { Id = "1" });

        Assert.Empty(plan.Steps);
        Assert.Contains("www.example.com", plan.Problem?.Why.English, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_create_a_missing_record_is_reported()
    {
        var plan = Plan([], Present("192.0.2.1") with { Create = false });

        Assert.Empty(plan.Steps);
        Assert.Equal(ProblemKind.Missing, plan.Problem?.Kind);
    }

    [Fact]
    public void Without_create_an_existing_record_is_updated()
    {
        var plan = Plan([Record("1", "192.168.0.1")], Present("192.0.2.1") with { Create = false });

        Assert.IsType<RecordStep.Update>(Assert.Single(plan.Steps));
        Assert.Null(plan.Problem);
    }

    [Fact]
    public void Absent_removes_only_what_is_ours()
    {
        var plan = Plan([Record("1", "192.0.2.1"), Record("2", "192.0.2.2")], Set(new Wanted.Absent()), owned: ["2"]);

        Assert.Equal("2", Assert.IsType<RecordStep.Delete>(Assert.Single(plan.Steps)).Observed.Id);
    }

    [Fact]
    public void Absent_can_name_the_values_that_go()
    {
        var set = Set(new Wanted.Absent([new RecordValue("192.0.2.2")])) with { Mode = SetMode.Own };

        var plan = Plan([Record("1", "192.0.2.1"), Record("2", "192.0.2.2")], set);

        Assert.Equal("2", Assert.IsType<RecordStep.Delete>(Assert.Single(plan.Steps)).Observed.Id);
    }

    [Fact]
    public void Absent_leaves_a_single_foreign_record_and_says_so()
    {
        var plan = Plan([Record("1", "192.0.2.1")], Set(new Wanted.Absent()));

        Assert.Empty(plan.Steps);
        Assert.Contains("records delete nas.example.com A --id 1", Assert.Single(plan.Notes).English, StringComparison.Ordinal);
    }

    [Fact]
    public void What_another_entry_means_by_its_id_is_not_said_to_be_on_another_line()
    {
        var byId = Present("192.0.2.1") with { Id = "1" };
        var gone = Set(new Wanted.Absent()) with { Mode = SetMode.Own };

        var plan = Planner.Plan(View([Record("1", "192.0.2.1")]), [gone, byId]);

        Assert.True(plan.IsEmpty);
        Assert.Empty(plan.Sets.SelectMany(set => set.Notes));
    }

    [Fact]
    public void A_foreign_record_that_remains_alone_when_ours_goes_is_taken_over_and_said_to_be()
    {
        var plan = Plan([Record("1", "192.0.2.1"), Record("2", "192.0.2.2") with { Remark = "admin" }], Present("192.0.2.2"), owned: ["1"]);

        Assert.Equal("1", Assert.IsType<RecordStep.Delete>(Assert.Single(plan.Steps)).Observed.Id);
        Assert.Contains("192.0.2.2 (id 2) was not made by this program and is taken over", Assert.Single(plan.Notes).English, StringComparison.Ordinal);
    }

    [Fact]
    public void A_single_foreign_record_that_is_right_already_is_said_to_be_taken_over_once()
    {
        var first = Plan([Record("1", "192.0.2.1")], Present("192.0.2.1"));
        var second = Plan([Record("1", "192.0.2.1")], Present("192.0.2.1"), owned: ["1"]);

        Assert.Contains("is taken over", Assert.Single(first.Notes).English, StringComparison.Ordinal);
        Assert.Empty(second.Notes);
    }

    [Fact]
    public void A_record_on_another_line_is_named_where_one_is_missing_or_added()
    {
        var telecom = Record("1", "192.0.2.1") with { Line = new DnsLine("10=0", "电信") };

        var missing = Plan([telecom], Present("192.0.2.2") with { Create = false });
        var added = Plan([telecom], Present("192.0.2.2"));

        Assert.Contains("192.0.2.1 (电信, id 1)", missing.Problem?.Why.English, StringComparison.Ordinal);
        Assert.Contains("`line:`", missing.Problem?.Why.English, StringComparison.Ordinal);
        Assert.Contains("192.0.2.1 (电信, id 1)", Assert.Single(added.Notes).English, StringComparison.Ordinal);
    }

    [Fact]
    public void A_cname_at_the_name_is_named_and_nothing_is_forced()
    {
        var cname = Record("1", "elsewhere.example.net") with { Type = RecordType.Cname };

        var plan = Plan([cname], Present("192.0.2.1") with { Mode = SetMode.Own });

        Assert.Empty(plan.Steps);
        Assert.Contains("CNAME elsewhere.example.net (id 1)", plan.Problem?.Why.English, StringComparison.Ordinal);
        Assert.Contains("mooring records delete nas.example.com CNAME --id 1", plan.Problem?.Why.English, StringComparison.Ordinal);
    }

    [Fact]
    public void A_cname_on_another_line_does_not_clash()
    {
        var cname = Record("1", "elsewhere.example.net") with { Type = RecordType.Cname, Line = new DnsLine("telecom", "telecom") };

        Assert.IsType<RecordStep.Add>(Assert.Single(Plan([cname], Present("192.0.2.1")).Steps));
    }

    [Fact]
    public void A_cname_that_is_removed_in_the_same_plan_goes_first()
    {
        var cname = Record("1", "elsewhere.example.net") with { Type = RecordType.Cname };
        var gone = Set(new Wanted.Absent()) with { Key = new RecordSetKey(Nas, RecordType.Cname, Default), Mode = SetMode.Own };

        var plan = Planner.Plan(View([cname]), [Present("192.0.2.1"), gone]);

        Assert.Collection(
            plan.Sets.SelectMany(set => set.Steps),
            step => Assert.IsType<RecordStep.Delete>(step),
            step => Assert.IsType<RecordStep.Add>(step));
    }

    [Fact]
    public void A_cname_stays_until_the_address_that_takes_its_place_is_known()
    {
        var plan = PlanExchange([Record("1", "elsewhere.example.net") with { Type = RecordType.Cname }], Gone(RecordType.Cname), Set(new Wanted.Unknown(Text.Same("no answer"))));

        AssertHeldBack(plan, RecordType.Cname, "no answer");
    }

    [Fact]
    public void A_cname_stays_while_the_address_that_takes_its_place_may_not_be_added()
    {
        var plan = PlanExchange([Record("1", "elsewhere.example.net") with { Type = RecordType.Cname }], Gone(RecordType.Cname), Present("192.0.2.1") with { Create = false });

        AssertHeldBack(plan, RecordType.Cname, "`create: false`");
    }

    [Fact]
    public void A_cname_stays_while_a_paused_record_keeps_the_address_from_being_added()
    {
        HostedRecord[] records = [Record("1", "elsewhere.example.net") with { Type = RecordType.Cname }, Record("2", "192.0.2.1") with { Enabled = false }];

        var plan = PlanExchange(records, Gone(RecordType.Cname), Present("192.0.2.1"));

        AssertHeldBack(plan, RecordType.Cname, "paused");
        Assert.Contains("paused", plan.Sets.Single(set => set.Set.Key.Type == RecordType.A).Problem?.Why.English, StringComparison.Ordinal);
    }

    [Fact]
    public void Addresses_stay_while_a_foreign_record_keeps_the_cname_from_being_added()
    {
        HostedRecord[] records = [Record("1", "192.0.2.1"), Record("2", "2001:db8::1") with { Type = RecordType.Aaaa }, Record("3", "site-verification") with { Type = RecordType.Txt }];
        var cname = Present("elsewhere.example.net") with { Key = new RecordSetKey(Nas, RecordType.Cname, Default) };

        var plan = PlanExchange(records, Gone(RecordType.A), Gone(RecordType.Aaaa), cname);

        AssertHeldBack(plan, RecordType.A, "TXT site-verification (id 3)");
        AssertHeldBack(plan, RecordType.Aaaa, "TXT site-verification (id 3)");
    }

    [Fact]
    public void Removals_that_make_room_for_what_will_be_written_or_for_another_line_are_not_held_back()
    {
        var unknownElsewhere = Set(new Wanted.Unknown(Text.Same("no answer"))) with { Key = new RecordSetKey(Nas, RecordType.A, new DnsLine("telecom", "telecom")) };

        var plan = PlanExchange([Record("1", "elsewhere.example.net") with { Type = RecordType.Cname }], Gone(RecordType.Cname), Present("192.0.2.1"), unknownElsewhere);

        Assert.Equal(2, plan.Sets.Sum(set => set.Steps.Length));
    }

    [Fact]
    public void A_record_on_another_line_is_not_touched()
    {
        var telecom = Record("1", "192.0.2.1") with { Line = new DnsLine("10=0", "电信") };

        Assert.IsType<RecordStep.Add>(Assert.Single(Plan([telecom], Present("192.0.2.2")).Steps));
    }

    [Fact]
    public void A_paused_record_is_named_and_not_switched_on()
    {
        var plan = Plan([Record("1", "192.0.2.1") with { Enabled = false }], Present("192.0.2.1"));

        Assert.Empty(plan.Steps);
        Assert.Contains("paused", plan.Problem?.Why.English, StringComparison.Ordinal);
    }

    [Fact]
    public void A_locked_record_is_named_and_left()
    {
        var plan = Plan([Record("1", "192.0.2.1") with { Locked = true }], Present("192.0.2.2"));

        Assert.Empty(plan.Steps);
        Assert.Contains("locked", plan.Problem?.Why.English, StringComparison.Ordinal);
    }

    [Fact]
    public void The_providers_own_name_servers_are_never_counted_or_touched()
    {
        var key = new RecordSetKey(Zone.Name, RecordType.Ns, Default);
        var system = Record("1", "ns1.example.org") with { Owner = Zone.Name, Type = RecordType.Ns, System = true };
        var set = Present("ns9.example.org") with { Key = key, Mode = SetMode.Own };

        var plan = Plan([system, system with { Id = "2", Value = new RecordValue("ns2.example.org") }], set);

        Assert.IsType<RecordStep.Add>(Assert.Single(plan.Steps));
    }

    [Fact]
    public void A_changed_mail_priority_is_an_update_of_the_same_record()
    {
        var key = new RecordSetKey(Zone.Name, RecordType.Mx, Default);
        var record = Record("1", "") with { Owner = Zone.Name, Type = RecordType.Mx, Value = new RecordValue("mx.example.net", 10) };
        var set = Set(new Wanted.Present([new RecordValue("mx.example.net", 20)])) with { Key = key };

        var update = Assert.IsType<RecordStep.Update>(Assert.Single(Plan([record], set).Steps));

        Assert.Equal(20, update.Content.Value.Priority);
    }

    [Theory]
    [InlineData(SetMode.Adopt)]
    [InlineData(SetMode.Join)]
    [InlineData(SetMode.Own)]
    public void A_record_that_one_entry_means_by_its_id_is_no_other_entrys_to_change(SetMode mode)
    {
        var byId = Present("192.0.2.1") with { Id = "1" };
        var beside = Present("192.0.2.2") with { Mode = mode };

        var plan = Planner.Plan(View([Record("1", "192.0.2.1")]) with { Ours = new Ownership(["1"], [], null) }, [beside, byId]);

        var add = Assert.IsType<RecordStep.Add>(Assert.Single(plan.Sets.SelectMany(set => set.Steps)));
        Assert.Equal(new RecordValue("192.0.2.2"), add.Content.Value);
    }

    [Fact]
    public void What_the_record_meant_by_its_id_will_be_counts_for_the_entry_beside_it()
    {
        var byId = Present("192.0.2.2") with { Id = "1" };
        var beside = Present("192.0.2.1");

        var plan = Planner.Plan(View([Record("1", "192.0.2.1")]), [beside, byId]);

        Assert.Collection(
            plan.Sets.SelectMany(set => set.Steps),
            step => Assert.Equal(new RecordValue("192.0.2.2"), Assert.IsType<RecordStep.Update>(step).Content.Value),
            step => Assert.Equal(new RecordValue("192.0.2.1"), Assert.IsType<RecordStep.Add>(step).Content.Value));
    }

    [Fact]
    public void The_record_meant_by_its_id_is_not_deleted_because_another_one_has_the_address()
    {
        var plan = Plan([Record("1", "192.0.2.1"), Record("2", "192.0.2.2")], Present("192.0.2.2") with { Id = "1" });

        Assert.Empty(plan.Steps);
        Assert.Equal(ProblemKind.Policy, plan.Problem?.Kind);
        Assert.Contains("A 192.0.2.2 (id 2) holds it already", plan.Problem?.Why.English, StringComparison.Ordinal);
    }

    [Fact]
    public void A_foreign_record_is_not_taken_over_to_be_deleted()
    {
        var byId = Present("192.0.2.1") with { Id = "1" };
        var beside = Present("192.0.2.1");

        var plan = Planner.Plan(View([Record("1", "192.0.2.1"), Record("2", "192.0.2.9")]), [beside, byId]);

        Assert.True(plan.IsEmpty);
    }

    private static ZonePlan PlanExchange(HostedRecord[] records, params DesiredSet[] sets) => Planner.Plan(View(records), sets);

    private static DesiredSet Gone(RecordType type) =>
        Set(new Wanted.Absent()) with { Key = new RecordSetKey(Nas, type, Default), Mode = SetMode.Own };

    private static void AssertHeldBack(ZonePlan plan, RecordType type, string why)
    {
        var held = plan.Sets.Single(set => set.Set.Key.Type == type);
        Assert.True(plan.IsEmpty);
        Assert.Equal(ProblemKind.Policy, held.Problem?.Kind);
        Assert.Contains("not removed yet", held.Problem?.Why.English, StringComparison.Ordinal);
        Assert.Contains(why, held.Problem?.Why.English, StringComparison.Ordinal);
    }

    private static SetPlan Plan(HostedRecord[] records, DesiredSet set, string[]? owned = null) =>
        Assert.Single(Planner.Plan(View(records) with { Ours = new Ownership([.. owned ?? []], [], null) }, [set]).Sets);

    private static ZoneView View(HostedRecord[] records) => new(Zone, records, Ownership.None);

    private static DesiredSet Present(params string[] values) =>
        Set(new Wanted.Present([.. values.Select(value => new RecordValue(value))]));

    private static DesiredSet Set(Wanted wanted) => new() { Key = new RecordSetKey(Nas, RecordType.A, Default), Wanted = wanted };

    private static HostedRecord Record(string id, string value, int ttl = 600) => new()
    {
        Id = id,
        Owner = Nas,
        Type = RecordType.A,
        Value = new RecordValue(value),
        Ttl = new Ttl(ttl),
        Line = Default,
    };
}
