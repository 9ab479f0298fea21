using System.Globalization;
using Mooring.Sandbox.Gateway;
using Mooring.Sandbox.World;

namespace Mooring.Sandbox.TencentCloud;

/// <summary>The gateway's checks of API 3.0, and those it shares with CNS v2: key, time, signature, token.</summary>
internal sealed class TencentAuthentication(SandboxWorld world)
{
    /// <summary>How far a timestamp may lie from the server's clock.</summary>
    public static readonly TimeSpan Tolerance = TimeSpan.FromMinutes(5);

    /// <summary>The key that signed a TC3 request.</summary>
    /// <exception cref="TencentError">It is refused.</exception>
    public SandboxAccount CheckTc3(ApiRequest request, Tc3Authorization? authorization)
    {
        if (authorization is null || !authorization.SignedHeaders.Contains("content-type", StringComparer.Ordinal)
            || !authorization.SignedHeaders.Contains("host", StringComparer.Ordinal))
        {
            throw TencentError.Of("AuthFailure.InvalidAuthorization");
        }

        var account = FindAccount(authorization.SecretId);
        var timestamp = request.Header("X-TC-Timestamp") ?? throw TencentError.Missing("Timestamp");
        var signed = CheckTime(timestamp);
        var fits = authorization.Date == signed.UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)
            && TencentHosts.Candidates(request, TencentHosts.Mainland, TencentHosts.International)
                .Any(host => ConstantTime.AreEqual(Expected(request, authorization, timestamp, account.Secret, host), authorization.Signature));
        if (!fits)
        {
            throw TencentError.Of("AuthFailure.SignatureFailure");
        }

        CheckToken(account, request.Header("X-TC-Token"));
        return account;
    }

    /// <summary>The key that signed a request over sorted parameters.</summary>
    /// <exception cref="TencentError">It is refused.</exception>
    public SandboxAccount CheckSorted(ApiRequest request, IReadOnlyDictionary<string, string> parameters, bool cns)
    {
        foreach (var name in (string[])["SecretId", "Timestamp", "Nonce", "Signature"])
        {
            if (string.IsNullOrEmpty(parameters.GetValueOrDefault(name)))
            {
                throw TencentError.Missing(name);
            }
        }

        var account = FindAccount(parameters["SecretId"]);
        CheckTime(parameters["Timestamp"]);
        var method = parameters.GetValueOrDefault("SignatureMethod") is { Length: > 0 } named ? named : "HmacSHA1";
        var hosts = cns
            ? TencentHosts.Candidates(request, TencentHosts.Cns)
            : TencentHosts.Candidates(request, TencentHosts.Mainland, TencentHosts.International);
        var fits = hosts
            .Select(host => SortedSignature.StringToSign(request.Method, host, request.Path, parameters, underscoresAreDots: cns))
            .Select(toSign => SortedSignature.Sign(method, account.Secret, toSign))
            .Any(expected => expected is not null && ConstantTime.AreEqual(expected, parameters["Signature"]));
        if (!fits)
        {
            throw TencentError.Of("AuthFailure.SignatureFailure");
        }

        CheckToken(account, parameters.GetValueOrDefault("Token"));
        return account;
    }

    private SandboxAccount FindAccount(string secretId) =>
        world.FindAccount(SandboxProvider.Tencent, secretId) is { Active: true } account
            ? account
            : throw TencentError.Of("AuthFailure.SecretIdNotFound");

    private DateTimeOffset CheckTime(string timestamp)
    {
        if (!long.TryParse(timestamp, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) || seconds > 99_999_999_999)
        {
            throw TencentError.BadValue("Timestamp");
        }

        var signed = DateTimeOffset.FromUnixTimeSeconds(seconds);
        return (signed - world.Clock.Now).Duration() <= Tolerance
            ? signed
            : throw TencentError.Expired(world.Clock.Now.ToUnixTimeSeconds());
    }

    private static string Expected(ApiRequest request, Tc3Authorization authorization, string timestamp, string secret, string host)
    {
        var headers = authorization.SignedHeaders.Select(name => KeyValuePair.Create(name, name == "host" ? host : request.Header(name) ?? ""));
        var canonical = Tc3Signature.CanonicalRequest(request.Method, request.RawQuery, headers, request.Body);
        return Tc3Signature.Sign(
            Tc3Signature.SigningKey(secret, authorization.Date, authorization.Service),
            Tc3Signature.StringToSign(timestamp, authorization.Date, authorization.Service, canonical));
    }

    private void CheckToken(SandboxAccount account, string? token)
    {
        if ((account.Token ?? "") != (token ?? "") || account.TokenExpires <= world.Clock.Now)
        {
            throw TencentError.Of("AuthFailure.TokenFailure");
        }
    }
}
