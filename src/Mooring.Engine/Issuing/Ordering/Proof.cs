using Mooring.Acme;
using Mooring.Core;
using Mooring.Dns.Propagation;
using Mooring.Engine.Issuing.Challenges;
using Mooring.Engine.Store;

namespace Mooring.Engine.Issuing.Ordering;

/// <summary>Waits until DNS answers with the values that were published.</summary>
/// <param name="expected">The names and their values.</param>
/// <param name="progress">Told how far it is.</param>
/// <param name="cancellation">Gives up.</param>
public delegate Task<PropagationReport> Propagation(IReadOnlyList<ExpectedTxt> expected, Action<PropagationProgress> progress, CancellationToken cancellation);

/// <summary>Proves the names of an order: all values first, one wait for all of them, then all answers; whatever happens, the values go again.</summary>
/// <param name="authority">Who wants the proof.</param>
/// <param name="publisher">Puts values into DNS.</param>
/// <param name="propagation">Waits for them to be seen.</param>
/// <param name="isAttended">Whether a person is there to add records at zones without an API.</param>
/// <param name="time">The clock.</param>
internal sealed class Proof(IAuthority authority, IChallengePublisher publisher, Propagation propagation, bool isAttended, TimeProvider time)
{
    /// <summary>How long the clean-up may take once the run is given up: whoever stops a service waits no longer than ten seconds.</summary>
    private static readonly TimeSpan Leaving = TimeSpan.FromSeconds(8);

    /// <summary>How long it may take while nobody wants to leave: dozens of records at clouds that take a few calls a second.</summary>
    private static readonly TimeSpan Tidying = TimeSpan.FromMinutes(2);

    /// <summary>The authorizations of the order that are still to be proven, with their challenges.</summary>
    /// <exception cref="IssuanceException">One can no longer be proven, or not by DNS.</exception>
    public async Task<IReadOnlyList<NameProof>> TasksAsync(AcmeOrder order, CancellationToken cancellation)
    {
        var all = await Task.WhenAll(order.Authorizations.Select(url => authority.GetAuthorizationAsync(url, cancellation)));
        return all.FirstOrDefault(one => !order.Domains.Any(domain => (domain.IsWildcard ? domain.Parent : domain) == one.Domain)) is { } other
            ? throw new IssuanceException(new Text(
                $"the authority wants a proof for {other.Domain.Describe()}, for which nothing was ordered",
                $"颁发机构要求验证 {other.Domain.Describe()}，但并未为其下单")) { IsOfAuthority = true }
            : [.. all.Where(one => one.Status != AcmeAuthorizationStatus.Valid).Select(TaskOf)];
    }

    /// <summary>Proves them all.</summary>
    /// <param name="tasks">What is to be proven.</param>
    /// <param name="tell">Told what goes on.</param>
    /// <param name="ask">Told what a person has to do.</param>
    /// <param name="cancellation">Gives up; the values go all the same.</param>
    /// <returns>Those that the authority did not accept, with its words; none when all are proven.</returns>
    public async Task<IReadOnlyList<AcmeAuthorization>> ProveAsync(IReadOnlyList<NameProof> tasks, Action<Text> tell, Action<Text> ask, CancellationToken cancellation)
    {
        IReadOnlyList<PublishedChallenge> published = await publisher.PublishAsync([.. tasks.Select(task => task.Challenge)], cancellation);
        PublishedChallenge[] byHand = [.. published.Where(one => one.IsManual)];
        Func<PublishedChallenge, Text>? afterwards = isAttended ? ByHand.Keep : null;
        try
        {
            Array.ForEach(isAttended ? byHand : [], one => ask(ByHand.Add(one)));
            await SeenAsync(published, tell, cancellation);
            tell(new Text("asking the authority to look", "请颁发机构验证"));
            await Task.WhenAll(tasks.Select(task => authority.AnswerAsync(task.Answer, cancellation)));
            var decided = await Task.WhenAll(tasks.Select(task => authority.WaitAsync(task.Authorization.Url, cancellation)));
            afterwards = ByHand.Delete;
            return [.. decided.Where(one => one.Status != AcmeAuthorizationStatus.Valid)];
        }
        finally
        {
            await CleanUpAsync(published, tell, cancellation);
            Array.ForEach(afterwards is null ? [] : byHand, one => ask(afterwards!(one)));
        }
    }

    /// <summary>Gives up what the authority would else keep as pending (RFC 8555 §7.5.2); it is a courtesy, so failures do not matter.</summary>
    public async Task AbandonAsync(IEnumerable<NameProof> tasks)
    {
        using var limit = new CancellationTokenSource(Leaving, time);
        foreach (var task in tasks)
        {
            try
            {
                await authority.DeactivateAsync(task.Authorization.Url, limit.Token);
            }
            catch (Exception e) when (e is AcmeException or OperationCanceledException)
            {
                // It expires by itself.
            }
        }
    }

    private async Task SeenAsync(IReadOnlyList<PublishedChallenge> published, Action<Text> tell, CancellationToken cancellation)
    {
        ExpectedTxt[] expected =
        [
            .. published.GroupBy(one => (one.Name, one.Zone)).Select(same => new ExpectedTxt(same.Key.Name, same.Key.Zone, [.. same.Select(one => one.Challenge.Value)])),
        ];
        var report = await propagation(expected, progress => tell(progress.Text), cancellation);
        if (!report.Succeeded)
        {
            throw !isAttended && ByHand.Missing(published, report) is { Length: > 0 } missing
                ? new IssuanceException(ByHand.Needed(missing)) { NeedsHands = true }
                : new IssuanceException(report.Why!);
        }
    }

    private async Task CleanUpAsync(IReadOnlyList<PublishedChallenge> published, Action<Text> tell, CancellationToken cancellation)
    {
        using var limit = new CancellationTokenSource(Tidying, time);
        await using var leaving = cancellation.Register(() => limit.CancelAfter(Leaving));
        try
        {
            await publisher.RemoveAsync(published, limit.Token);
        }
        catch (ChallengeException e)
        {
            // The journal knows them: the next run removes them.
            tell(e.Text);
        }
        catch (StateStoreException e)
        {
            // That they go is not worth a certificate, nor may it hide why there is none.
            tell(e.Text);
        }
        catch (OperationCanceledException)
        {
            tell(new Text("the challenge's records could not be removed in time; the next run removes them", "未能及时删除验证记录，下次运行时会删除"));
        }
    }

    private NameProof TaskOf(AcmeAuthorization authorization)
    {
        if (authorization.Status != AcmeAuthorizationStatus.Pending)
        {
            throw new IssuanceException(new Text(
                $"{authorization.Domain.Describe()}: the authority does not accept its proof any more ({authorization.Problem?.Text.English ?? "it does not say why"})",
                $"{authorization.Domain.Describe()}：颁发机构不再接受其验证（{authorization.Problem?.Text.Chinese ?? "未说明原因"}）")) { IsOfAuthority = true };
        }

        return authorization.Dns01 is { } answer
            ? new NameProof(authorization, answer, new Challenge(authorization.Domain, authority.TxtValue(answer)))
            : throw NotByDns(authorization);
    }

    private IssuanceException NotByDns(AcmeAuthorization authorization)
    {
        var offered = string.Join(", ", authorization.Challenges.Select(challenge => challenge.Type));
        var (domain, lasting) = (authorization.Domain.Describe(), authorization.Persist01 is { } persist ? Lasting(authorization, persist) : null);
        return new IssuanceException(lasting is null
            ? new Text(
                $"{domain}: the authority offers no dns-01 challenge, only {offered}; choose another issuer",
                $"{domain}：颁发机构不提供 dns-01 验证，仅提供 {offered}；请换用其他颁发机构")
            : new Text(
                $"{domain}: the authority offers no dns-01 challenge; for dns-persist-01 publish once, as TXT at {PersistentRecord.NameFor(authorization.Domain)}: {lasting}",
                $"{domain}：颁发机构不提供 dns-01 验证；若用 dns-persist-01，请在 {PersistentRecord.NameFor(authorization.Domain)} 发布一次 TXT 记录：{lasting}"))
        { IsOfAuthority = true };
    }

    private PersistentRecord Lasting(AcmeAuthorization authorization, AcmeChallenge persist) =>
        new(persist.IssuerDomainNames[0], persist.AccountUri ?? authority.Account) { Wildcard = authorization.IsWildcard };
}

/// <summary>One authorization that is to be proven.</summary>
/// <param name="Authorization">As the authority has it.</param>
/// <param name="Answer">The challenge that is answered.</param>
/// <param name="Challenge">What stands in DNS for it.</param>
internal sealed record NameProof(AcmeAuthorization Authorization, AcmeChallenge Answer, Challenge Challenge);
