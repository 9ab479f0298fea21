using System.Collections.Immutable;

namespace Mooring.Sandbox.World;

/// <summary>One request to the test CA, refused or not.</summary>
/// <param name="Resource">What it was for, as the directory or RFC 8555 names it: <c>newOrder</c>, <c>authorization</c>, …</param>
/// <param name="Account">The account that signed it; null when none did, or none that is known.</param>
/// <param name="At">True time of its arrival.</param>
/// <param name="Status">The HTTP status answered; 0 for no answer.</param>
/// <param name="Problem">The problem's type without <c>urn:ietf:params:acme:error:</c>; null on success.</param>
public sealed record AuthorityCall(string Resource, string? Account, DateTimeOffset At, int Status, string? Problem);

/// <summary>The requests that the test CA received, newest last.</summary>
public sealed class AuthorityJournal
{
    /// <summary>How many requests are kept; the oldest are forgotten first.</summary>
    public const int Capacity = 100_000;

    private readonly Lock gate = new();
    private readonly Queue<AuthorityCall> calls = new();

    /// <summary>The requests so far.</summary>
    public ImmutableArray<AuthorityCall> Entries
    {
        get
        {
            lock (gate)
            {
                return [.. calls];
            }
        }
    }

    /// <summary>Notes a request that was answered.</summary>
    public void Add(AuthorityCall call)
    {
        lock (gate)
        {
            calls.Enqueue(call);
            while (calls.Count > Capacity)
            {
                calls.Dequeue();
            }
        }
    }

    /// <summary>Forgets every request.</summary>
    public void Clear()
    {
        lock (gate)
        {
            calls.Clear();
        }
    }
}
