namespace Mooring.Sandbox.World;

/// <summary>Limits that stand in for the published ones; null leaves the published one.</summary>
/// <param name="CallsPerSecond">Calls of one account to one action in any second.</param>
/// <param name="PageSize">The longest page a listing returns, whatever the client asks.</param>
/// <param name="ListingLag">How long a change takes to appear in Tencent's record listings; by default at once.</param>
public sealed record LimitSettings(int? CallsPerSecond = null, int? PageSize = null, TimeSpan? ListingLag = null);
