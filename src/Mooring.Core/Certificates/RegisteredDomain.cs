using Mooring.Core.Names;

namespace Mooring.Core.Certificates;

/// <summary>The domain that somebody registered, by which authorities count: <c>example.com</c> of <c>a.b.example.com</c>, <c>example.com.cn</c> of <c>www.example.com.cn</c>.</summary>
/// <remarks>
/// Authorities go by the Public Suffix List (publicsuffix.org), which has thousands of lines and changes daily. Of it this knows what names at
/// these clouds end in: below a country's domain the usual words for kinds of registrants, and below <c>cn</c> the provinces. Where a
/// suffix is missing here, names of several people count together, so that the ledger refuses too early and never too late.
/// </remarks>
public static class RegisteredDomain
{
    private static readonly HashSet<string> Kinds = new(StringComparer.Ordinal)
    {
        "ac", "co", "com", "edu", "go", "gob", "gov", "govt", "id", "idv", "mil", "ne", "net", "nom", "or", "org", "sch",
    };

    /// <summary>GB/T 2260: the provinces, as CNNIC has them below <c>cn</c>.</summary>
    private static readonly HashSet<string> Provinces =
    [
        .. "ah bj cq fj gd gs gx gz ha hb he hi hk hl hn jl js jx ln mo nm nx qh sc sd sh sn sx tj tw xj xz yn zj".Split(' '),
    ];

    /// <summary>The registered domain of a name, wildcards too; the name itself where it is no longer than that.</summary>
    public static DomainName Of(DomainName name)
    {
        var labels = name.Value.Split('.');
        return labels is [.., _, var second, var top] && IsSuffix(second, top) ? Last(labels, 3) : Last(labels, 2);
    }

    private static bool IsSuffix(string second, string top) =>
        top.Length == 2 && (Kinds.Contains(second) || (top == "cn" && Provinces.Contains(second)));

    private static DomainName Last(string[] labels, int count) => DomainName.Parse(string.Join('.', labels.TakeLast(count)));
}
