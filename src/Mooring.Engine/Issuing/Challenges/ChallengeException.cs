using Mooring.Core;
using Mooring.Core.Records;
using Mooring.Engine.Updating;

namespace Mooring.Engine.Issuing.Challenges;

/// <summary>A challenge could not be published or removed.</summary>
/// <param name="text">Which, what came back, and what to do; never a secret.</param>
/// <param name="fault">The provider's fault; null where it was none of a provider.</param>
/// <param name="inner">The cause, where there is one.</param>
public sealed class ChallengeException(Text text, DnsFault? fault = null, Exception? inner = null) : Exception(text.English, inner)
{
    /// <summary>The message in both languages.</summary>
    public Text Text => text;

    /// <summary>The provider's fault; null where it was none of a provider.</summary>
    public DnsFault? Fault => fault;

    /// <summary>The provider's own error code, or null.</summary>
    public string? Code { get; init; }

    /// <summary>The provider's request id, or null.</summary>
    public string? RequestId { get; init; }

    /// <summary>The failure of a set.</summary>
    internal static ChallengeException Of(ChangeError error) => new(error.Message, error.Cause) { Code = error.Code, RequestId = error.RequestId };

    /// <summary>The failure of an account.</summary>
    internal static ChallengeException Of(DnsApiException e) => new(e.Text, e.Fault, e) { Code = e.Code, RequestId = e.RequestId };

    /// <summary>Several as one; a single one as it is.</summary>
    internal static ChallengeException Join(IReadOnlyList<ChallengeException> all) => all is [var only] ? only : new(
        new Text(string.Join("; ", all.Select(one => one.Text.English)), string.Join("；", all.Select(one => one.Text.Chinese))), all[0].Fault, all[0])
    { Code = all[0].Code, RequestId = all[0].RequestId };
}
