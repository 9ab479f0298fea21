using System.Net;
using Mooring.Core.Addresses;
using Mooring.Engine.Store;
using Text = Mooring.Core.Text;

namespace Mooring.Engine.Sources.Probe;

/// <summary>The source <c>probe</c>: the address that servers outside see us by, once enough independent ones agree.</summary>
/// <param name="name">The name under <c>addresses:</c>.</param>
/// <param name="options">Whom to ask and how many must agree.</param>
/// <param name="transport">Asks.</param>
/// <param name="store">Remembers which probes rest and which addresses were seen.</param>
/// <param name="time">The clock of all limits and rests.</param>
public sealed class ProbeSource(string name, ProbeOptions options, IProbeTransport transport, IStateStore store, TimeProvider time) : IAddressSource
{
    private static readonly Text Late = new("no answer in time", "没有及时应答");

    private readonly StateDocumentOf<ProbeMemory> rests = new(store, ProbeMemory.Key, ProbeJson.Default.ProbeMemory, ProbeMemory.Empty);
    private readonly StateDocumentOf<AddressHistory> history = new(store, $"addresses/{name}", ProbeJson.Default.AddressHistory, AddressHistory.Empty);

    private readonly IReadOnlyList<ProbeDefinition> probes =
        options.Probes.Count == 0 ? BuiltInProbes.For(options.Policy.Family) : [.. options.Probes.Distinct().Select(ProbeDefinition.OfUser)];

    private bool isUsed;
    private uint glances;

    /// <summary>What was agreed on last since this object was made; null where nothing was.</summary>
    public IPAddress? Agreed { get; private set; }

    /// <inheritdoc />
    public string Name => name;

    /// <inheritdoc />
    public IpFamily Family => options.Policy.Family;

    /// <inheritdoc />
    public bool IsPrompt => false;

    /// <inheritdoc />
    public async Task<SourceAnswer> AskAsync(CancellationToken cancellation)
    {
        isUsed = true;
        if (ProbeRest.CountOperators(probes) < options.Agree)
        {
            return SourceAnswer.Unknown(ProbeTexts.TooFewConfigured(probes, options.Agree));
        }

        var memory = await RememberAsync(rests.ReadAsync, ProbeMemory.Empty, cancellation);
        var (awake, resting) = ProbeRest.Choose(probes, Family, memory, time.GetUtcNow());
        if (ProbeRest.CountOperators(awake.Concat(resting)) < options.Agree)
        {
            return SourceAnswer.Unknown(ProbeTexts.TooManyBlocked(ProbeRest.Blocking(probes, Family, memory, time.GetUtcNow())));
        }

        var (agreed, replies) = await AskTogetherAsync(awake, [], cancellation);
        if (agreed is null)
        {
            (agreed, replies) = await AskTogetherAsync(resting, replies, cancellation);
        }

        Agreed = agreed ?? Agreed;
        await RememberAsync(
            token => rests.ChangeAsync(before => ProbeRest.After(before, replies, Family, time.GetUtcNow()), token), memory, cancellation);
        return agreed is null ? Disagreed(replies) : await HoldIfTakingTurnsAsync(agreed, replies, cancellation);
    }

    /// <summary>
    /// What one probe that costs a datagram each way (STUN, DNS) sees, another one each time; where it tells nothing, the next. Null where none tells.
    /// </summary>
    /// <remarks>
    /// It decides nothing, and nothing is remembered of it: it tells when it is worth asking all. A source that nobody has asked yet, since
    /// no record needs it, does not glance.
    /// </remarks>
    public async Task<ProbeGlance?> GlanceAsync(CancellationToken cancellation)
    {
        if (!isUsed)
        {
            return null;
        }

        var memory = await RememberAsync(rests.ReadAsync, ProbeMemory.Empty, cancellation);
        ProbeDefinition[] cheap = [.. ProbeRest.Choose(probes, Family, memory, time.GetUtcNow()).Awake.Where(probe => probe.Target is ProbeTarget.Stun or ProbeTarget.Dns)];
        for (var tried = 0; tried < cheap.Length; tried++)
        {
            var probe = cheap[glances++ % cheap.Length];
            if (await AskOneAsync(probe, cancellation) is ProbeReply.Seen seen)
            {
                return new ProbeGlance(probe.Target.MemoryKey, seen.Address);
            }
        }

        return null;
    }

    private static IReadOnlyList<Vote> Votes(IEnumerable<(ProbeDefinition Probe, ProbeReply Reply)> replies) =>
        [.. replies.Where(one => one.Reply is ProbeReply.Seen).Select(one => new Vote(one.Probe.Operator, one.Probe.Region, ((ProbeReply.Seen)one.Reply).Address))];

    private static IReadOnlyList<RefusedAddress> Refused(IEnumerable<(ProbeDefinition Probe, ProbeReply Reply)> replies) =>
        [.. replies.Select(one => (one.Reply as ProbeReply.Failed)?.Refused).OfType<RefusedAddress>().Distinct()];

    /// <summary>Memory is a help, never a condition: while the state cannot be read or written, every probe is simply asked.</summary>
    private static async Task<T> RememberAsync<T>(Func<CancellationToken, Task<T>> access, T without, CancellationToken cancellation)
    {
        try
        {
            return await access(cancellation);
        }
        catch (StateStoreException)
        {
            return without;
        }
    }

    /// <summary>Asks all at once and stops as soon as the decision stands; what was heard before counts too.</summary>
    private async Task<(IPAddress? Agreed, IReadOnlyList<(ProbeDefinition Probe, ProbeReply Reply)> Replies)> AskTogetherAsync(
        IReadOnlyList<ProbeDefinition> chosen, IReadOnlyList<(ProbeDefinition Probe, ProbeReply Reply)> before, CancellationToken cancellation)
    {
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var pending = chosen.ToDictionary(probe => AskOneAsync(probe, enough.Token));
        var replies = before.ToList();
        try
        {
            while (pending.Count > 0)
            {
                var next = await Task.WhenAny(pending.Keys);
                pending.Remove(next, out var probe);
                replies.Add((probe!, await next));
                if (Quorum.Decide(Votes(replies), [.. pending.Values.Select(other => other.Region)], options.Agree) is { } agreed)
                {
                    return (agreed, replies);
                }
            }

            return (null, replies);
        }
        finally
        {
            await enough.CancelAsync();
            await ((Task)Task.WhenAll(pending.Keys)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task<ProbeReply> AskOneAsync(ProbeDefinition probe, CancellationToken cancellation)
    {
        using var limit = new CancellationTokenSource(options.Timeout, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellation);
        try
        {
            return ProbeReply.Judge(await transport.AskAsync(probe.Target, Family, both.Token), options.Policy);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return new ProbeReply.Failed(Late, ProbeFault.Unreachable);
        }
    }

    private SourceAnswer Disagreed(IReadOnlyList<(ProbeDefinition Probe, ProbeReply Reply)> replies)
    {
        var votes = Votes(replies);
        var beyondThisMachine = replies.Any(one => !IPAddress.TryParse(one.Probe.Target.Host, out var literal) || !IPAddress.IsLoopback(literal));
        var hasRoute = votes.Count > 0 || !beyondThisMachine || transport.HasRoute(Family);
        return SourceAnswer.Unknown(ProbeTexts.NoAgreement(votes, replies, options.Agree, Family, hasRoute), Refused(replies));
    }

    /// <summary>With <c>agree: 1</c> the user has one authority, whose word counts at once.</summary>
    private async Task<SourceAnswer> HoldIfTakingTurnsAsync(
        IPAddress agreed, IReadOnlyList<(ProbeDefinition Probe, ProbeReply Reply)> replies, CancellationToken cancellation)
    {
        IReadOnlyList<RefusedAddress> refused =
        [
            .. Refused(replies),
            .. Quorum.Count(Votes(replies)).Where(one => !one.Address.Equals(agreed))
                .Select(one => new RefusedAddress(one.Address.ToString(), ProbeTexts.Outvoted(one.Operators))),
        ];
        if (options.Agree == 1)
        {
            return SourceAnswer.Found(agreed, refused);
        }

        var now = time.GetUtcNow();
        var seen = await RememberAsync(
            token => history.ChangeAsync(before => Alternation.With(before, agreed, now), token), AddressHistory.Empty, cancellation);
        return Alternation.TakingTurns(seen, now) is { Count: > 0 } turns
            ? SourceAnswer.Held(ProbeTexts.TakingTurns(turns), refused)
            : SourceAnswer.Found(agreed, refused);
    }
}
