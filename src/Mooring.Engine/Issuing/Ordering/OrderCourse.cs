using Mooring.Acme;
using Mooring.Core;
using Mooring.Engine.Issuing.Challenges;
using Mooring.Engine.Issuing.Keeping;
using Mooring.Engine.Store;
using Mooring.Http;

namespace Mooring.Engine.Issuing.Ordering;

/// <summary>What an issuance works with.</summary>
/// <param name="Authorities">Whom to ask.</param>
/// <param name="PublisherFor">Puts challenges into DNS, of an account where it is named.</param>
/// <param name="Propagation">Waits for them to be seen.</param>
/// <param name="Certificates">Where certificates are kept.</param>
/// <param name="Store">What is remembered beside them.</param>
/// <param name="Time">The clock.</param>
public sealed record IssuingTools(
    IAuthorities Authorities, Func<string?, IChallengePublisher> PublisherFor, Propagation Propagation, CertificateStore Certificates, IStateStore Store, TimeProvider Time)
{
    /// <summary>
    /// Whether a person is there who adds records at zones without an API and is waited for; else what is to be added is part of the failure, and
    /// each attempt looks whether it is there by now. Default false.
    /// </summary>
    public bool IsAttended { get; init; }

    /// <summary>Asks for the lasting records of dns-persist-01; null (default): nobody is asked, and none stands.</summary>
    public TextsAt? TextsAt { get; init; }
}

/// <summary>Takes one order from wherever it stands to a certificate in the store.</summary>
/// <remarks>
/// Before each step that cannot be taken back, what it needs is on disk: the order's URL before its challenges are published, the key
/// before the request is handed in. So a run that was killed is gone on with, and never orders twice.
/// </remarks>
/// <param name="tools">What it works with.</param>
/// <param name="progress">Told what goes on.</param>
internal sealed class OrderCourse(IssuingTools tools, IIssuanceProgress progress)
{
    private readonly OrderBook book = new(tools.Store, tools.Time);

    /// <summary>The certificate, kept as a new version.</summary>
    /// <exception cref="AcmeException">The authority refuses, or cannot be reached.</exception>
    /// <exception cref="ChallengeException">A proof could not be published.</exception>
    /// <exception cref="IssuanceException">It could not be proven, or what came is not what was ordered.</exception>
    public async Task<StoredCertificate> RunAsync(CertificateWish wish, Issuer issuer, StoredCertificate? replaced, CancellationToken cancellation)
    {
        await RefuseCompromisedAsync(wish, replaced, cancellation);
        using var authority = await tools.Authorities.OpenAsync(issuer, cancellation);
        var order = await book.ResumeAsync(wish, issuer, authority, replaced, cancellation);
        Tell(wish, order is null
            ? new Text($"ordering from {issuer.Name}", $"向 {issuer.Name} 下单")
            : new Text($"going on with the order at {issuer.Name}", $"继续 {issuer.Name} 处的订单"));
        if (order is null)
        {
            // A key that was pending is that of another order, perhaps in use already.
            await tools.Certificates.DropPendingKeyAsync(wish.Name, wish.Kind, cancellation);
            order = await book.PlaceAsync(wish, issuer, authority, replaced, cancellation);
        }

        try
        {
            order = await ProveAsync(wish, issuer, authority, order, cancellation);
            return await FinishAsync(wish, issuer, authority, order, replaced, cancellation);
        }
        catch (Exception e) when (IsLost(e))
        {
            await book.DropAsync(wish);
            await tools.Certificates.DropPendingKeyAsync(wish.Name, wish.Kind, CancellationToken.None);
            throw;
        }
    }

    /// <summary>A key that is known to others is never used again; a request with it is nothing an authority would take.</summary>
    private async Task RefuseCompromisedAsync(CertificateWish wish, StoredCertificate? replaced, CancellationToken cancellation)
    {
        if (wish.Request is { } given && replaced is not null && replaced.IsOf(given.PublicKey.Span)
            && (await CertificateState.In(tools.Store, wish.Name, wish.Kind).ReadAsync(cancellation)).Compromised == replaced.Version)
        {
            throw new IssuanceException(new Text(
                "the key of the request (`csr:`) was revoked as known to others; put a request with a new key into the file",
                "证书请求（`csr:`）的密钥已因泄露被吊销；请用新密钥生成请求并放入该文件"));
        }
    }

    /// <summary>A trial: everything but a certificate that is kept.</summary>
    public async Task TryAsync(CertificateWish wish, Issuer issuer, CancellationToken cancellation)
    {
        using var authority = await tools.Authorities.OpenAsync(issuer, cancellation);
        Tell(wish, new Text($"trying with {issuer.Directory.Host}", $"在 {issuer.Directory.Host} 试运行"));
        var order = await authority.NewOrderAsync(new OrderRequest(wish.Domains) { Profile = issuer.Profile, ProfilePreferred = true }, cancellation);
        order = await ProveAsync(wish, issuer, authority, order, cancellation);
        var key = wish.Request is null ? CertificateKeys.Create(wish.Kind) : null;
        order = await authority.FinalizeAsync(order, RequestOf(wish, key), cancellation);
        Check(wish, key, (await authority.DownloadAsync(order, cancellation)).Chain);
    }

    private async Task<AcmeOrder> ProveAsync(CertificateWish wish, Issuer issuer, IAuthority authority, AcmeOrder order, CancellationToken cancellation)
    {
        if (order.Status != AcmeOrderStatus.Pending)
        {
            return order;
        }

        var proof = new Proof(authority, wish, tools, progress);
        var tasks = await proof.TasksAsync(order, cancellation);
        if (tasks.Count > 0)
        {
            var values = tasks.Count(task => task.Challenge is not null);
            Tell(wish, values > 0
                ? new Text($"publishing {Count(values)}", $"正在发布 {values} 条验证记录")
                : new Text("nothing to publish: lasting records stand", "无需发布：长期记录有效"));
            var refused = await proof.ProveAsync(tasks, cancellation);
            await book.ProvenAsync(issuer, authority, tasks, refused);
            if (refused.Count > 0)
            {
                await proof.AbandonAsync(tasks.Where(task => refused.All(one => one.Url != task.Authorization.Url)));
                throw NotAccepted(refused);
            }
        }

        return await authority.GetOrderAsync(order.Url, cancellation);
    }

    private async Task<StoredCertificate> FinishAsync(
        CertificateWish wish, Issuer issuer, IAuthority authority, AcmeOrder order, StoredCertificate? replaced, CancellationToken cancellation)
    {
        Tell(wish, new Text("having it issued", "等待签发"));
        JudgeClock(authority);
        var key = wish.Request is null ? await KeyAsync(wish, replaced, cancellation) : null;
        var wasIssued = order.Status == AcmeOrderStatus.Valid;
        order = await authority.FinalizeAsync(order, RequestOf(wish, key), cancellation) with { Replaces = order.Replaces };
        if (!wasIssued)
        {
            // It counts at the authority, whatever comes of it here.
            await book.IssuedAsync(wish, issuer, authority, order, replaced);
        }

        var certificate = await authority.DownloadAsync(order, cancellation);
        var chain = issuer.PreferredChain is { } preferred ? certificate.Find(preferred) ?? Missing(wish, certificate, preferred) : certificate.Chain;
        Check(wish, key, chain);
        var origin = new CertificateOrigin(issuer.Name, issuer.Directory, tools.Time.GetUtcNow()) { Account = authority.Account, Profile = order.Profile ?? issuer.Profile };
        var stored = await tools.Certificates.AddAsync(new NewCertificate(wish.Name, wish.Kind, chain.Certificates, key, origin) { Ordered = wish.Domains }, cancellation);
        await book.DropAsync(wish);
        return stored;
    }

    /// <summary>The key that the interrupted run made, else the one in use where it is kept, else a new one; on disk before it is used.</summary>
    private async Task<Secret> KeyAsync(CertificateWish wish, StoredCertificate? replaced, CancellationToken cancellation)
    {
        if (await tools.Certificates.FindPendingKeyAsync(wish.Name, wish.Kind, cancellation) is { } pending)
        {
            return pending;
        }

        var state = await CertificateState.In(tools.Store, wish.Name, wish.Kind).ReadAsync(cancellation);
        var key = (wish.ReusesKey && replaced?.Version != state.Compromised ? replaced?.Key : null) ?? CertificateKeys.Create(wish.Kind);
        await tools.Certificates.SavePendingKeyAsync(wish.Name, wish.Kind, key, cancellation);
        return key;
    }

    /// <summary>By a clock that is days off, each certificate would count as expired, or as not begun, and be thrown away after it was issued.</summary>
    private static void JudgeClock(IAuthority authority)
    {
        if (authority.ClockOffset is { } offset && offset.Duration() > CertificateCheck.MostAhead)
        {
            var span = SpanText.Describe(offset.Duration());
            throw new IssuanceException(offset < TimeSpan.Zero
                ? new Text($"this machine's clock is {span.English} ahead of the authority's; set it (NTP)", $"本机时钟比颁发机构快 {span.Chinese}；请校准（NTP）")
                : new Text($"this machine's clock is {span.English} behind the authority's; set it (NTP)", $"本机时钟比颁发机构慢 {span.Chinese}；请校准（NTP）"));
        }
    }

    private AcmeChain Missing(CertificateWish wish, AcmeCertificate certificate, string preferred)
    {
        var roots = string.Join(", ", new[] { certificate.Chain }.Concat(certificate.Alternates).Select(chain => chain.Root));
        progress.Warn(wish, new Text(
            $"the authority has no chain to {preferred}, so its usual one is taken; `preferred-chain` could be {roots}",
            $"颁发机构没有通往 {preferred} 的证书链，因此采用其默认证书链；`preferred-chain` 可选：{roots}"));
        return certificate.Chain;
    }

    /// <summary>The request that is given; else one that the key signs.</summary>
    private static ReadOnlyMemory<byte> RequestOf(CertificateWish wish, Secret? key) => key is null ? wish.Request!.Der : CertificateRequests.Create(key, wish.Domains);

    private void Check(CertificateWish wish, Secret? key, AcmeChain chain)
    {
        var publicKey = key is null ? wish.Request!.PublicKey : CertificateKeys.PublicOf(key);
        if (CertificateCheck.Judge(chain.Certificates, publicKey, wish.Domains, tools.Time.GetUtcNow()) is { } why)
        {
            throw new IssuanceException(why) { IsOfAuthority = true };
        }
    }

    /// <summary>Whether the order cannot be gone on with: the authority or what it sent says so, and not merely a network that fails.</summary>
    private static bool IsLost(Exception e) => e is IssuanceException { IsOfAuthority: true } or AcmeException { IsPassing: false, Problem: not null };

    private static IssuanceException NotAccepted(IReadOnlyList<AcmeAuthorization> refused) => new(new Text(
        string.Join("; ", refused.Select(one => $"{one.Domain.Describe()}: {one.Problem?.Text.English ?? "the authority did not accept the proof and does not say why"}")),
        string.Join("；", refused.Select(one => $"{one.Domain.Describe()}：{one.Problem?.Text.Chinese ?? "颁发机构未接受验证，也未说明原因"}"))))
    { IsOfAuthority = true };

    private static string Count(int values) => values == 1 ? "1 value" : $"{values} values";

    private void Tell(CertificateWish wish, Text what) => progress.Tell(wish, what);
}
