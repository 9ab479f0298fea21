namespace Mooring.Engine.Store;

/// <summary>A daemon that serves a state.</summary>
/// <param name="ProcessId">Its process; null where it is not known.</param>
/// <param name="Since">When it began to; null where it is not known.</param>
public sealed record RunningDaemon(int? ProcessId, DateTimeOffset? Since);
