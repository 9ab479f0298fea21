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
/// <param name="wish">For which certificate.</param>
/// <param name="tools">What it works with.</param>
/// <param name="progress">Told what goes on.</param>
internal sealed class Proof(IAuthority authority, CertificateWish wish, IssuingTools tools, IIssuanceProgress progress)
{
    /// <summary>How long the clean-up may take once the run is given up: whoever stops a service waits no longer than ten seconds.</summary>
    private static readonly TimeSpan Leaving = TimeSpan.FromSeconds(8);

    /// <summary>How long it may take while nobody wants to leave: dozens of records at clouds that take a few calls a second.</summary>
    private static readonly TimeSpan Tidying = TimeSpan.FromMinutes(2);

    /// <summary>How long the look for lasting records may take once all is proven: 10 seconds. It begins before anything is published, and nothing depends on it.</summary>
    private static readonly TimeSpan Looking = TimeSpan.FromSeconds(10);

    private readonly IChallengePublisher publisher = tools.PublisherFor(wish.Account);
    private readonly LastingRecords lasting = new(authority.Account, tools.TextsAt, tools.Time);

    /// <summary>
    /// The authorizations of the order that are still to be proven, with their challenges: dns-01 wherever it is offered, else a lasting record
    /// that stands.
    /// </summary>
    /// <exception cref="IssuanceException">One can no longer be proven, or not by DNS.</exception>
    public async Task<IReadOnlyList<NameProof>> TasksAsync(AcmeOrder order, CancellationToken cancellation)
    {
        var all = await Task.WhenAll(order.Authorizations.Select(url => authority.GetAuthorizationAsync(url, cancellation)));
        return all.FirstOrDefault(one => !order.Domains.Any(domain => (domain.IsWildcard ? domain.Parent : domain) == one.Domain)) is { } other
            ? throw new IssuanceException(new Text(
                $"the authority wants a proof for {other.Domain.Describe()}, for which nothing was ordered",
                $"颁发机构要求验证 {other.Domain.Describe()}，但并未为其下单")) { IsOfAuthority = true }
            : await Task.WhenAll(all.Where(one => one.Status != AcmeAuthorizationStatus.Valid).Select(one => TaskOfAsync(one, cancellation)));
    }

    /// <summary>Proves them all.</summary>
    /// <param name="tasks">What is to be proven.</param>
    /// <param name="cancellation">Gives up; the values go all the same.</param>
    /// <returns>Those that the authority did not accept, with its words; none when all are proven.</returns>
    public async Task<IReadOnlyList<AcmeAuthorization>> ProveAsync(IReadOnlyList<NameProof> tasks, CancellationToken cancellation)
    {
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var looking = LookAsync(tasks, enough.Token);
        IReadOnlyList<PublishedChallenge> published = [];
        Func<PublishedChallenge, Text>? afterwards = tools.IsAttended ? ByHand.Keep : null;
        try
        {
            published = await PublishAsync(tasks, cancellation);
            Ask(tools.IsAttended ? ByHand.Add : null, published);
            await SeenAsync(published, cancellation);
            Tell(new Text("asking the authority to look", "请颁发机构验证"));
            await Task.WhenAll(tasks.Select(task => authority.AnswerAsync(task.Answer, cancellation)));
            var decided = await Task.WhenAll(tasks.Select(task => authority.WaitAsync(task.Authorization.Url, cancellation)));
            afterwards = ByHand.Delete;
            await Task.WhenAny(looking, Task.Delay(Looking, tools.Time, enough.Token));
            Array.ForEach(looking.IsCompletedSuccessfully ? await looking : [], what => progress.Remark(wish, what));
            return [.. decided.Where(one => one.Status != AcmeAuthorizationStatus.Valid)];
        }
        finally
        {
            await enough.CancelAsync();
            await ((Task)looking).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            await CleanUpAsync(published, cancellation);
            Ask(afterwards, published);
        }
    }

    /// <summary>Gives up what the authority would else keep as pending (RFC 8555 §7.5.2); it is a courtesy, so failures do not matter.</summary>
    public async Task AbandonAsync(IEnumerable<NameProof> tasks)
    {
        using var limit = new CancellationTokenSource(Leaving, tools.Time);
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

    private async Task<IReadOnlyList<PublishedChallenge>> PublishAsync(IReadOnlyList<NameProof> tasks, CancellationToken cancellation) =>
        tasks.Select(task => task.Challenge).OfType<Challenge>().ToArray() is { Length: > 0 } values ? await publisher.PublishAsync(values, cancellation) : [];

    /// <summary>What is to be said of lasting records beside the values that are published: to know it holds nothing up.</summary>
    private async Task<Text[]> LookAsync(IReadOnlyList<NameProof> tasks, CancellationToken cancellation)
    {
        var looks = await Task.WhenAll(tasks.Where(task => task.Challenge is not null).Select(task => lasting.LookAsync(task.Authorization, cancellation)));
        return [.. looks.OfType<LastingRecord>().Select(record => record.Text)];
    }

    private async Task SeenAsync(IReadOnlyList<PublishedChallenge> published, CancellationToken cancellation)
    {
        ExpectedTxt[] expected =
        [
            .. published.GroupBy(one => (one.Name, one.Zone)).Select(same => new ExpectedTxt(same.Key.Name, same.Key.Zone, [.. same.Select(one => one.Challenge.Value)])),
        ];
        if (expected.Length == 0)
        {
            return;
        }

        var report = await tools.Propagation(expected, seen => Tell(seen.Text), cancellation);
        if (!report.Succeeded)
        {
            throw !tools.IsAttended && ByHand.Missing(published, report) is { Length: > 0 } missing
                ? new IssuanceException(ByHand.Needed(missing)) { NeedsHands = true }
                : new IssuanceException(report.Why!);
        }

        report.Notes.ToList().ForEach(Warn);
    }

    private async Task CleanUpAsync(IReadOnlyList<PublishedChallenge> published, CancellationToken cancellation)
    {
        if (published.Count == 0)
        {
            return;
        }

        using var limit = new CancellationTokenSource(Tidying, tools.Time);
        await using var leaving = cancellation.Register(() => limit.CancelAfter(Leaving));
        try
        {
            await publisher.RemoveAsync(published, limit.Token);
        }
        catch (ChallengeException e)
        {
            Warn(NotRemoved(e.Text));
        }
        catch (StateStoreException e)
        {
            // That they go is not worth a certificate, nor may it hide why there is none.
            Warn(NotRemoved(e.Text));
        }
        catch (OperationCanceledException)
        {
            Warn(new Text("the challenge's records could not be removed in time; the next run removes them", "未能及时删除验证记录，下次运行时会删除"));
        }
    }

    private static Text NotRemoved(Text why) => new(
        $"the challenge's records could not be removed, the next run removes them: {why.English}", $"未能删除验证记录，下次运行时会删除：{why.Chinese}");

    private void Tell(Text what) => progress.Tell(wish, what);

    private void Warn(Text what) => progress.Warn(wish, what);

    /// <summary>What a person has to do about the records that only one can add.</summary>
    private void Ask(Func<PublishedChallenge, Text>? words, IReadOnlyList<PublishedChallenge> published)
    {
        foreach (var one in words is null ? [] : published.Where(one => one.IsManual))
        {
            progress.Ask(wish, words!(one));
        }
    }

    private async Task<NameProof> TaskOfAsync(AcmeAuthorization authorization, CancellationToken cancellation)
    {
        if (authorization.Status != AcmeAuthorizationStatus.Pending)
        {
            throw new IssuanceException(new Text(
                $"{authorization.Domain.Describe()}: the authority does not accept its proof any more ({authorization.Problem?.Text.English ?? "it does not say why"})",
                $"{authorization.Domain.Describe()}：颁发机构不再接受其验证（{authorization.Problem?.Text.Chinese ?? "未说明原因"}）")) { IsOfAuthority = true };
        }

        if (authorization.Dns01 is { } answer)
        {
            return new NameProof(authorization, answer, new Challenge(authorization.Domain, authority.TxtValue(answer)));
        }

        return await lasting.LookAsync(authorization, cancellation) is { } record
            ? record.Stands ? new NameProof(authorization, record.Answer, null) : throw Unproven(record)
            : throw NotByDns(authorization);
    }

    private static IssuanceException NotByDns(AcmeAuthorization authorization)
    {
        var (domain, offered) = (authorization.Domain.Describe(), string.Join(", ", authorization.Challenges.Select(challenge => challenge.Type)));
        return new IssuanceException(new Text(
            $"{domain}: the authority offers no dns-01 challenge, only {offered}; choose another issuer",
            $"{domain}：颁发机构不提供 dns-01 验证，仅提供 {offered}；请换用其他颁发机构")) { IsOfAuthority = true };
    }

    private static IssuanceException Unproven(LastingRecord record) => new(new Text(
        $"{record.Domain.Describe()}: the authority offers no dns-01 challenge; publish once, as TXT at {record.Name} (dns-persist-01): {record.Content}",
        $"{record.Domain.Describe()}：颁发机构不提供 dns-01 验证；请在 {record.Name} 发布一次 TXT 记录（dns-persist-01）：{record.Content}")) { IsOfAuthority = true };
}

/// <summary>One authorization that is to be proven.</summary>
/// <param name="Authorization">As the authority has it.</param>
/// <param name="Answer">The challenge that is answered.</param>
/// <param name="Challenge">What is published for it; null where a lasting record stands.</param>
internal sealed record NameProof(AcmeAuthorization Authorization, AcmeChallenge Answer, Challenge? Challenge);
