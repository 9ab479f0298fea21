using Mooring.Core;

namespace Mooring.Acme;

/// <summary>One signed request, before it is signed.</summary>
/// <param name="What">What it does, for the sentence of a failure: "placing the order", 提交订单.</param>
/// <param name="Url">Where it goes.</param>
internal sealed record AcmeCall(Text What, Uri Url)
{
    /// <summary>What is signed; empty (default) makes a POST-as-GET (RFC 8555 §6.3).</summary>
    public byte[] Payload { get; init; } = [];

    /// <summary>Signs, and is shown, in place of the account's key and URL (RFC 8555 §6.2); null (default) for the account's.</summary>
    public AcmeKey? ShownKey { get; init; }

    /// <summary>The media type wanted; null (default) for JSON.</summary>
    public string? Accept { get; init; }

    /// <summary>Not to be repeated where the CA may have acted: the same would fail the second time. Default false.</summary>
    public bool Once { get; init; }
}
