using System.Collections.Immutable;
using Mooring.Core.Addresses;

namespace Mooring.Engine.Sources.Probe;

/// <summary>Decides which probes are asked and how long failed ones are left alone. Pure.</summary>
/// <remarks>
/// A probe out of order rests 5 minutes, one without an address an hour, one that blocks us 6 hours or what its
/// <c>Retry-After</c> says; twice as long with each failure in a row, up to 6 hours or a day. Rest is a courtesy and a saving, no
/// reason to know nothing: where those awake do not agree, those that rest are asked too, save those that block us. When none
/// at all answers, the fault is ours and nobody rests for it. Times from the future count for nothing.
/// </remarks>
internal static class ProbeRest
{
    private static readonly TimeSpan Longest = TimeSpan.FromDays(7);
    private static readonly TimeSpan Shortest = TimeSpan.FromMinutes(1);

    /// <summary>How long after its rest the number of a probe's failures in a row still counts.</summary>
    private static readonly TimeSpan Forgotten = TimeSpan.FromDays(1);

    /// <summary>The probes to ask first, and those to ask only if these do not agree.</summary>
    public static (IReadOnlyList<ProbeDefinition> Awake, IReadOnlyList<ProbeDefinition> Resting) Choose(
        IReadOnlyList<ProbeDefinition> probes, IpFamily family, ProbeMemory memory, DateTimeOffset now)
    {
        var rests = Sound(memory, now).Where(rest => rest.Until > now).ToLookup(rest => (rest.Probe, rest.Family), rest => rest.Blocked);
        bool IsAwake(ProbeDefinition probe) => !rests.Contains(KeyOf(probe, family));
        bool IsBlocked(ProbeDefinition probe) => rests[KeyOf(probe, family)].Any(blocked => blocked);
        return ([.. probes.Where(IsAwake)], [.. probes.Where(probe => !IsAwake(probe) && !IsBlocked(probe))]);
    }

    /// <summary>The probes that are left alone although too few others are there, with the time they may be asked again.</summary>
    public static IReadOnlyList<(ProbeDefinition Probe, DateTimeOffset Until)> Blocking(
        IReadOnlyList<ProbeDefinition> probes, IpFamily family, ProbeMemory memory, DateTimeOffset now) =>
    [
        .. from probe in probes
           from rest in Sound(memory, now)
           where rest.Blocked && rest.Until > now && KeyOf(probe, family) == (rest.Probe, rest.Family)
           select (probe, rest.Until),
    ];

    /// <summary>How many operators these are.</summary>
    public static int CountOperators(IEnumerable<ProbeDefinition> probes) =>
        probes.Select(probe => probe.Operator).Distinct(StringComparer.Ordinal).Count();

    /// <summary>The memory after these replies; the same object when nothing changed.</summary>
    public static ProbeMemory After(
        ProbeMemory memory, IReadOnlyList<(ProbeDefinition Probe, ProbeReply Reply)> replies, IpFamily family, DateTimeOffset now)
    {
        var anyAnswered = replies.Any(one => one.Reply is ProbeReply.Seen);
        var rests = Sound(memory, now).Where(rest => rest.Until + Forgotten > now).DistinctBy(rest => (rest.Probe, rest.Family)).ToDictionary(rest => (rest.Probe, rest.Family));
        foreach (var (probe, reply) in replies)
        {
            var key = KeyOf(probe, family);
            if (reply is ProbeReply.Seen)
            {
                rests.Remove(key);
            }
            else if (reply is ProbeReply.Failed failed && (anyAnswered || failed.Fault != ProbeFault.Unreachable))
            {
                rests[key] = Rest(key, failed, rests.GetValueOrDefault(key)?.Failures ?? 0, now);
            }
        }

        ImmutableArray<RestingProbe> after = [.. rests.Values.OrderBy(rest => rest.Probe, StringComparer.Ordinal).ThenBy(rest => rest.Family, StringComparer.Ordinal)];
        return after.SequenceEqual(memory.Resting) ? memory : memory with { Resting = after };
    }

    private static RestingProbe Rest((string Probe, string Family) key, ProbeReply.Failed failed, int failures, DateTimeOffset now)
    {
        var (first, most) = failed.Fault switch
        {
            ProbeFault.Blocked => (TimeSpan.FromHours(6), TimeSpan.FromDays(1)),
            ProbeFault.NoAddress => (TimeSpan.FromHours(1), TimeSpan.FromDays(1)),
            _ => (TimeSpan.FromMinutes(5), TimeSpan.FromHours(6)),
        };
        var doubled = first * Math.Pow(2, Math.Min(failures, 10));
        var span = failed.RetryAfter is { } asked ? Clamp(asked, Shortest, Longest) : Clamp(doubled, first, most);
        return new RestingProbe(key.Probe, key.Family, now, now + span, failures + 1, failed.Fault == ProbeFault.Blocked);
    }

    private static (string Probe, string Family) KeyOf(ProbeDefinition probe, IpFamily family) => (probe.Target.MemoryKey, family.Word());

    /// <summary>What is remembered, without what a wrong clock or a hand in the file left.</summary>
    private static IEnumerable<RestingProbe> Sound(ProbeMemory memory, DateTimeOffset now) =>
        memory.Resting.Where(rest => rest.Since <= now && rest.Until - rest.Since <= Longest);

    private static TimeSpan Clamp(TimeSpan span, TimeSpan least, TimeSpan most) => span < least ? least : span > most ? most : span;
}
