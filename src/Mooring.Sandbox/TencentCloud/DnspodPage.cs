namespace Mooring.Sandbox.TencentCloud;

/// <summary>Which part of a list a client asked for.</summary>
internal sealed record DnspodPage(int Offset, int Limit)
{
    /// <summary>Reads <c>Offset</c> and <c>Limit</c>.</summary>
    /// <param name="call">The call.</param>
    /// <param name="fallback">The length when none is asked for.</param>
    /// <param name="max">The longest the vendor allows.</param>
    /// <exception cref="TencentError">One is out of range.</exception>
    public static DnspodPage Of(DnspodContext call, int fallback, int max)
    {
        var offset = call.Parameters.Number("Offset") ?? 0;
        var limit = call.Parameters.Number("Limit") ?? fallback;
        if (offset is < 0 or > int.MaxValue)
        {
            throw TencentError.Of("InvalidParameter.OffsetInvalid");
        }

        return limit >= 1 && limit <= max
            ? new DnspodPage((int)offset, Math.Min((int)limit, call.World.Limits.PageSize ?? max))
            : throw TencentError.Of("InvalidParameterValue.LimitInvalid");
    }

    /// <summary>That part of a list.</summary>
    public List<T> Cut<T>(IEnumerable<T> items) => [.. items.Skip(Offset).Take(Limit)];
}
