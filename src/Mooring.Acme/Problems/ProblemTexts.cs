using Mooring.Core;

namespace Mooring.Acme;

/// <summary>Words for problems of a CA.</summary>
internal static class ProblemTexts
{
    /// <summary>Of many subproblems the first few say enough.</summary>
    private const int SubproblemsShown = 5;

    /// <summary>The CA's words with their type, those about single names, and the mend.</summary>
    public static Text Describe(AcmeProblem problem)
    {
        var said = Said(problem.Detail, problem.Type);
        foreach (var sub in problem.Subproblems.Take(SubproblemsShown))
        {
            var part = Said(sub.Detail, sub.Type);
            said = With(said, sub.Identifier is { } name ? new($"{name}: {part.English}", $"{name}：{part.Chinese}") : part);
        }

        return Mend(problem) is { } mend ? With(said, mend) : said;
    }

    private static Text Said(string detail, string type) =>
        detail.Length == 0 ? Text.Same(type) : new($"{detail} ({type})", $"{detail}（{type}）");

    private static Text With(Text text, Text more) => new($"{text.English}; {more.English}", $"{text.Chinese}；{more.Chinese}");

    private static Text? Mend(AcmeProblem problem) => problem.Type switch
    {
        AcmeProblemType.UserActionRequired when (problem.Instance ?? problem.Terms) is { } page =>
            new($"open {page.AbsoluteUri} and do what it asks", $"请打开 {page.AbsoluteUri} 并按其要求操作"),
        AcmeProblemType.AccountDoesNotExist => new(
            "the CA knows no account with this key; one has to be registered", "证书颁发机构没有使用该密钥的账户，需要先注册"),
        AcmeProblemType.ExternalAccountRequired => new(
            "get a key id and an HMAC key from the CA and set them as the issuer's `eab`", "请向证书颁发机构获取 key id 和 HMAC 密钥，并填入该颁发机构的 `eab`"),
        AcmeProblemType.Caa => new(
            "a CAA record of this name forbids this CA; allow it there, or choose another issuer", "该域名的 CAA 记录不允许此证书颁发机构；请在其中放行，或换一个颁发机构"),
        AcmeProblemType.RejectedIdentifier => new("this CA does not issue for the name; choose another issuer", "此证书颁发机构不为该域名签发；请换一个颁发机构"),
        AcmeProblemType.InvalidProfile => new("choose a profile that the CA's directory names", "请选择该颁发机构目录中列出的 profile"),
        AcmeProblemType.InvalidContact or AcmeProblemType.UnsupportedContact => new("check the issuer's email", "请检查该颁发机构的 email"),
        AcmeProblemType.BadPublicKey or AcmeProblemType.BadCsr => new("choose another kind of key", "请换一种密钥类型"),
        AcmeProblemType.BadSignatureAlgorithm => new("the account key is of a kind that this CA does not take", "此证书颁发机构不接受这种账户密钥"),
        AcmeProblemType.ServerInternal => new("it passes by itself as a rule", "通常会自行恢复"),
        _ => null,
    };
}
