using System.Globalization;
using Mooring.Sandbox.Gateway;
using Mooring.Sandbox.World;

namespace Mooring.Sandbox.Alidns;

/// <summary>The gateway's checks, in the order seen: key, time, signature, nonce, token.</summary>
internal sealed class AlidnsAuthentication(SandboxWorld world)
{
    /// <summary>How far a timestamp may lie from the server's clock (the gateway's FAQ; the RPC page speaks of 31 minutes).</summary>
    public static readonly TimeSpan Tolerance = TimeSpan.FromMinutes(15);

    private static readonly string[] CommonAcs3Headers =
        ["host", "x-acs-action", "x-acs-version", "x-acs-date", "x-acs-signature-nonce", "x-acs-content-sha256"];

    private readonly NonceMemory nonces = new(world.Clock.Time, TimeSpan.FromMinutes(15));

    /// <summary>The key that signed the request.</summary>
    /// <exception cref="AlidnsError">It is refused.</exception>
    public SandboxAccount Check(ApiRequest request, IReadOnlyDictionary<string, string> parameters, AlidnsCredentials credentials)
    {
        RequireCommon(request, parameters, credentials);
        var account = world.FindAccount(SandboxProvider.Alidns, credentials.AccessKeyId) ?? throw AlidnsError.Of("InvalidAccessKeyId.NotFound");
        if (!account.Active)
        {
            throw AlidnsError.Of("InvalidAccessKeyId.Inactive");
        }

        CheckTime(credentials.Timestamp!);
        CheckSignature(request, parameters, credentials, account.Secret);
        if (!nonces.TryUse(account.Id, credentials.Nonce!))
        {
            throw AlidnsError.Of("SignatureNonceUsed");
        }

        CheckToken(account, credentials.Token);
        return account;
    }

    private static void RequireCommon(ApiRequest request, IReadOnlyDictionary<string, string> parameters, AlidnsCredentials credentials)
    {
        Require("AccessKeyId", credentials.AccessKeyId);
        Require("Signature", credentials.Signature);
        Require(credentials.IsAcs3 ? "x-acs-date" : "Timestamp", credentials.Timestamp);
        Require(credentials.IsAcs3 ? "x-acs-signature-nonce" : "SignatureNonce", credentials.Nonce);
        if (credentials.IsAcs3)
        {
            Require("x-acs-content-sha256", request.Header("x-acs-content-sha256"));
            return;
        }

        if (parameters.GetValueOrDefault("SignatureMethod", "HMAC-SHA1") != "HMAC-SHA1"
            || parameters.GetValueOrDefault("SignatureVersion", "1.0") != "1.0")
        {
            throw AlidnsError.Of("InvalidSignatureMethod");
        }
    }

    private static void Require(string name, string? value)
    {
        if (string.IsNullOrEmpty(value))
        {
            throw AlidnsError.MissingCommon(name);
        }
    }

    private void CheckTime(string timestamp)
    {
        if (!DateTimeOffset.TryParseExact(
            timestamp, "yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var signed))
        {
            throw AlidnsError.Of("InvalidTimeStamp.Format");
        }

        if ((signed - world.Clock.Now).Duration() > Tolerance)
        {
            throw AlidnsError.Of("InvalidTimeStamp.Expired");
        }
    }

    private static void CheckSignature(
        ApiRequest request, IReadOnlyDictionary<string, string> parameters, AlidnsCredentials credentials, string secret)
    {
        var toSign = credentials.IsAcs3 ? Acs3ToSign(request, credentials) : AlidnsSignature.RpcStringToSign(request.Method, parameters);
        var expected = credentials.IsAcs3 ? AlidnsSignature.Acs3Signature(secret, toSign) : AlidnsSignature.RpcSignature(secret, toSign);
        if (!ConstantTime.AreEqual(expected, credentials.Signature!))
        {
            throw Mismatch(toSign);
        }
    }

    private static string Acs3ToSign(ApiRequest request, AlidnsCredentials credentials)
    {
        var bodyHash = AlidnsSignature.Sha256(request.Body);
        var headers = credentials.SignedHeaders.Select(name => KeyValuePair.Create(name, request.Header(name) ?? ""));
        var toSign = AlidnsSignature.Acs3StringToSign(AlidnsSignature.Acs3CanonicalRequest(
            request.Method, UrlParameters.Parse(request.RawQuery), headers, bodyHash));
        var unsigned = HeadersToSign(request).Except(credentials.SignedHeaders, StringComparer.Ordinal);
        return bodyHash == request.Header("x-acs-content-sha256") && !unsigned.Any() ? toSign : throw Mismatch(toSign);
    }

    private static IEnumerable<string> HeadersToSign(ApiRequest request) =>
        CommonAcs3Headers
            .Concat(request.Headers.Keys.Select(name => name.ToLowerInvariant()).Where(name => name.StartsWith("x-acs-", StringComparison.Ordinal)))
            .Concat(request.Body.Length > 0 && request.Header("Content-Type") is not null ? ["content-type"] : [])
            .Distinct(StringComparer.Ordinal);

    private static AlidnsError Mismatch(string toSign) =>
        new(400, "SignatureDoesNotMatch", $"Specified signature is not matched with our calculation. server string to sign is:{toSign}");

    private void CheckToken(SandboxAccount account, string? token)
    {
        if (account.Token is not null && string.IsNullOrEmpty(token))
        {
            throw AlidnsError.Missing("SecurityToken");
        }

        if ((account.Token ?? "") != (token ?? ""))
        {
            throw AlidnsError.Of("InvalidSecurityToken.Malformed");
        }

        if (account.TokenExpires <= world.Clock.Now)
        {
            throw AlidnsError.Of("InvalidSecurityToken.Expired");
        }
    }
}
