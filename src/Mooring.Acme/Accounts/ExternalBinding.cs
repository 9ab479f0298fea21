using System.Buffers.Text;
using Mooring.Core;

namespace Mooring.Acme;

/// <summary>What a CA hands its users so that an ACME account becomes theirs: external account binding (RFC 8555 §7.3.4).</summary>
public sealed record ExternalBinding
{
    private readonly Secret _key;

    /// <summary>Takes both as the CA shows them.</summary>
    /// <param name="keyId">The key identifier, ASCII.</param>
    /// <param name="key">The MAC key, base64url; some CAs show base64 with padding, which is taken as well.</param>
    /// <exception cref="FormatException">The MAC key is neither; the message does not hold it.</exception>
    public ExternalBinding(string keyId, Secret key)
    {
        ArgumentException.ThrowIfNullOrEmpty(keyId);
        KeyId = keyId;
        _key = key;
        if (!Base64Url.IsValid(Unified))
        {
            throw new FormatException("the MAC key of an external account binding is not base64url");
        }
    }

    /// <summary>The key identifier.</summary>
    public string KeyId { get; }

    private string Unified => _key.Reveal().Trim().TrimEnd('=').Replace('+', '-').Replace('/', '_');

    /// <summary>The MAC key's octets.</summary>
    internal byte[] Key() => Base64Url.DecodeFromChars(Unified);
}
