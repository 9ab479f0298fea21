namespace Mooring.Acme;

/// <summary>Types of problems that are acted on, or that have a mend worth naming: RFC 8555 §6.7, and what came later.</summary>
public static class AcmeProblemType
{
    /// <summary>What stands before every type of ACME's own.</summary>
    internal const string Prefix = "urn:ietf:params:acme:error:";

    /// <summary>No account has this key; also when an account is only looked for.</summary>
    public const string AccountDoesNotExist = "accountDoesNotExist";

    /// <summary>The certificate was replaced by an earlier order (RFC 9773 §5).</summary>
    public const string AlreadyReplaced = "alreadyReplaced";

    /// <summary>The certificate is revoked already.</summary>
    public const string AlreadyRevoked = "alreadyRevoked";

    /// <summary>The CSR is not acceptable.</summary>
    public const string BadCsr = "badCSR";

    /// <summary>The nonce is used up or unknown; repeated by the client itself.</summary>
    public const string BadNonce = "badNonce";

    /// <summary>The key is not acceptable.</summary>
    public const string BadPublicKey = "badPublicKey";

    /// <summary>The kind of the account key is not acceptable.</summary>
    public const string BadSignatureAlgorithm = "badSignatureAlgorithm";

    /// <summary>A CAA record forbids the CA to issue (RFC 8659).</summary>
    public const string Caa = "caa";

    /// <summary>The CA could not reach what it has to look at.</summary>
    public const string Connection = "connection";

    /// <summary>The CA's DNS query failed.</summary>
    public const string Dns = "dns";

    /// <summary>The account needs an <see cref="ExternalBinding"/>.</summary>
    public const string ExternalAccountRequired = "externalAccountRequired";

    /// <summary>What the CA found is not what it expected.</summary>
    public const string IncorrectResponse = "incorrectResponse";

    /// <summary>A contact is not valid.</summary>
    public const string InvalidContact = "invalidContact";

    /// <summary>The CA has no such profile (draft-ietf-acme-profiles).</summary>
    public const string InvalidProfile = "invalidProfile";

    /// <summary>The request is malformed.</summary>
    public const string Malformed = "malformed";

    /// <summary>The order is not ready to be finalized.</summary>
    public const string OrderNotReady = "orderNotReady";

    /// <summary>A limit of the CA is reached.</summary>
    public const string RateLimited = "rateLimited";

    /// <summary>The CA does not issue for this name.</summary>
    public const string RejectedIdentifier = "rejectedIdentifier";

    /// <summary>The CA is out of order.</summary>
    public const string ServerInternal = "serverInternal";

    /// <summary>The account may not do this, or the proof was wrong.</summary>
    public const string Unauthorized = "unauthorized";

    /// <summary>The kind of contact is not supported.</summary>
    public const string UnsupportedContact = "unsupportedContact";

    /// <summary>Somebody has to visit <see cref="AcmeProblem.Instance"/>, mostly to agree to new terms.</summary>
    public const string UserActionRequired = "userActionRequired";
}
