using Mooring.Http;

namespace Mooring.Acme;

/// <summary>What the head of an answer tells beyond its content.</summary>
internal static class ReplyHead
{
    /// <summary>The value of <c>Replay-Nonce</c> (RFC 8555 §6.5.1), whatever it is.</summary>
    public static string? Nonce(this ApiReply reply) => First(reply, "Replay-Nonce");

    /// <summary>The value of <c>Location</c>, letter by letter: it may become a <c>kid</c>.</summary>
    public static string? Location(this ApiReply reply) => First(reply, "Location");

    /// <summary>The targets of the answer's links of one relation, of all its <c>Link</c> fields.</summary>
    public static IEnumerable<Uri> Links(this ApiReply reply, string relation, Uri answered) =>
        from field in Values(reply, "Link")
        from link in LinkField.Read(field)
        where link.Relations.Contains(relation, StringComparer.OrdinalIgnoreCase)
        let target = Uri.TryCreate(answered, link.Target, out var uri) ? uri : null
        where target is not null && ServerUrl.IsAllowed(target)
        select target;

    private static string? First(ApiReply reply, string name) => Values(reply, name).FirstOrDefault();

    private static IEnumerable<string> Values(ApiReply reply, string name) =>
        reply.Headers is { } head && head.TryGetValues(name, out var values) ? values : [];
}
