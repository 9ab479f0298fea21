using System.Buffers.Text;
using System.Text.Json;
using Mooring.Core;

namespace Mooring.Acme;

// Orders: RFC 8555 §7.4.
public sealed partial class AcmeClient
{
    private static readonly Text ReadingOrder = new("reading the order", "读取订单");
    private static readonly Text Finalizing = new("finalizing the order", "完成订单");

    /// <summary>Places an order (RFC 8555 §7.4).</summary>
    /// <exception cref="AcmeException">Also, before asking, for a name that no certificate can be had for, and for a required profile that the CA does not offer.</exception>
    public async Task<AcmeOrder> NewOrderAsync(OrderRequest request, CancellationToken cancellation)
    {
        var what = PlacingOrder(request);
        var directory = await _session.DirectoryAsync(cancellation);
        RefuseUnfit(request, what);
        var wire = new NewOrderWire([.. request.Domains.Distinct().Select(domain => new IdentifierWire("dns", domain.Value))])
        {
            NotBefore = request.NotBefore,
            NotAfter = request.NotAfter,
            Profile = ProfileAt(directory, request, what),
            Replaces = directory.HasRenewalInfo ? request.Replaces : null,
        };
        try
        {
            return await PlaceAsync(what, directory, wire, cancellation);
        }
        catch (AcmeException e) when (wire.Replaces is not null && MayBeForReplacing(e.Problem))
        {
            return await PlaceAsync(what, directory, wire with { Replaces = null }, cancellation);
        }
    }

    /// <summary>The order as it stands.</summary>
    public async Task<AcmeOrder> GetOrderAsync(Uri order, CancellationToken cancellation) => (await LookAtOrderAsync(order, cancellation)).Value;

    /// <summary>Hands in the CSR, and waits until the certificate is there (RFC 8555 §7.4). Goes on from any state of the order.</summary>
    /// <param name="order">The order; one that is pending still is waited for.</param>
    /// <param name="csr">The certificate request, DER: its names are exactly the order's, its key no account's (RFC 8555 §11.1).</param>
    /// <param name="cancellation">Gives up; the order goes on at the CA.</param>
    /// <returns>The order, <see cref="AcmeOrderStatus.Valid"/>.</returns>
    /// <exception cref="AcmeException">The order has failed, with its problem; or, passing, the CA was not done within <see cref="AcmeLimits.Overall"/>.</exception>
    public async Task<AcmeOrder> FinalizeAsync(AcmeOrder order, ReadOnlyMemory<byte> csr, CancellationToken cancellation)
    {
        var patience = new Patience(_options.Limits, _time);
        for (var seen = new Seen<AcmeOrder>(order, null); ;)
        {
            if (seen.Value.Status == AcmeOrderStatus.Ready)
            {
                seen = await HandInAsync(seen.Value, csr, cancellation);
            }

            switch (seen.Value.Status)
            {
                case AcmeOrderStatus.Valid:
                    return seen.Value;
                case AcmeOrderStatus.Invalid:
                    throw Failed(seen.Value);
                default:
                    await patience.PauseAsync(Finalizing, order.Url, seen.RetryAfter, cancellation);
                    seen = await LookAtOrderAsync(order.Url, cancellation);
                    break;
            }
        }
    }

    private async Task<AcmeOrder> PlaceAsync(Text what, AcmeDirectory directory, NewOrderWire wire, CancellationToken cancellation)
    {
        var call = new AcmeCall(what, directory.NewOrder) { Payload = JsonSerializer.SerializeToUtf8Bytes(wire, AcmeJson.Default.NewOrderWire) };
        var order = await _session.PostAsync(
            call, AcmeJson.Default.OrderWire, (placed, reply) => placed.ToOrder(ServerUrl.Parse(reply.Location(), "Location")), cancellation);
        return order.Domains.Select(domain => domain.Value).ToHashSet(StringComparer.Ordinal).SetEquals(wire.Identifiers.Select(identifier => identifier.Value))
            ? order with { Replaces = wire.Replaces }
            : throw AcmeFaults.Unreadable(what, directory.NewOrder, "the order is for other names");
    }

    private Task<Seen<AcmeOrder>> LookAtOrderAsync(Uri order, CancellationToken cancellation) => _session.PostAsync(
        new AcmeCall(ReadingOrder, order), AcmeJson.Default.OrderWire, (wire, reply) => new Seen<AcmeOrder>(wire.ToOrder(order), reply.RetryAfter), cancellation);

    /// <summary>
    /// Not ready may mean that it is finalized already: a repeat after a lost answer finds the order processing, or valid. So the order itself
    /// says what is the case.
    /// </summary>
    private async Task<Seen<AcmeOrder>> HandInAsync(AcmeOrder order, ReadOnlyMemory<byte> csr, CancellationToken cancellation)
    {
        var call = new AcmeCall(Finalizing, order.Finalize)
        {
            Payload = JsonSerializer.SerializeToUtf8Bytes(new(Base64Url.EncodeToString(csr.Span)), AcmeJson.Default.FinalizeWire),
        };
        try
        {
            return await _session.PostAsync(
                call, AcmeJson.Default.OrderWire, (wire, reply) => new Seen<AcmeOrder>(wire.ToOrder(order.Url), reply.RetryAfter), cancellation);
        }
        catch (AcmeException e) when (e.Problem?.Type == AcmeProblemType.OrderNotReady)
        {
            return await LookAtOrderAsync(order.Url, cancellation);
        }
    }

    private static AcmeException Failed(AcmeOrder order) => order.Problem is { } problem
        ? AcmeFaults.Refused(Finalizing, order.Url, problem)
        : new AcmeException(AcmeFaults.Sentence(Finalizing, order.Url, new("the order has failed; the CA does not say why", "订单已失败，对方没有说明原因")));

    private void RefuseUnfit(OrderRequest request, Text what)
    {
        if (request.Domains.Count == 0)
        {
            throw new ArgumentException("An order needs a name.", nameof(request));
        }

        foreach (var domain in request.Domains)
        {
            if (CertificateName.Refusal(domain) is { } why)
            {
                throw Refusal(what, new($"{domain}: {why.English}", $"{domain}：{why.Chinese}"));
            }
        }
    }

    /// <summary>draft-ietf-acme-profiles §4: only a name that the directory advertises is sent.</summary>
    private string? ProfileAt(AcmeDirectory directory, OrderRequest request, Text what)
    {
        if (request.Profile is not { } profile || directory.Profiles.ContainsKey(profile))
        {
            return request.Profile;
        }

        var offered = Printable.Of(string.Join(", ", directory.Profiles.Keys.Order(StringComparer.Ordinal)));
        return request.ProfilePreferred ? null : throw Refusal(what, directory.Profiles.Count == 0
            ? new($"the CA has no profiles, and {profile} is required", $"该证书颁发机构没有 profile，但要求使用 {profile}")
            : new($"the CA has no profile {profile}; it offers {offered}", $"该证书颁发机构没有名为 {profile} 的 profile；可选：{offered}"));
    }

    /// <summary>
    /// RFC 9773 §5 has 409 for a certificate that was replaced already; CAs also refuse one they do not know, or another account's, as
    /// malformed or unauthorized. What has another reason fails again, and then says so.
    /// </summary>
    private static bool MayBeForReplacing(AcmeProblem? problem) =>
        problem is not null
        && (problem.Status is 404 or 409 || problem.Is(AcmeProblemType.AlreadyReplaced, AcmeProblemType.Malformed, AcmeProblemType.Unauthorized));

    private static Text PlacingOrder(OrderRequest request)
    {
        var first = request.Domains.Count > 0 ? request.Domains[0].Describe() : "";
        var more = request.Domains.Count - 1;
        return more > 0
            ? new($"ordering a certificate for {first} and {more} more", $"为 {first} 等 {more + 1} 个域名订购证书")
            : new($"ordering a certificate for {first}", $"为 {first} 订购证书");
    }
}
