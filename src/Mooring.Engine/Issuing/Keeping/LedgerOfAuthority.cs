using Mooring.Core.Certificates;
using Mooring.Engine.Store;

namespace Mooring.Engine.Issuing.Keeping;

/// <summary>The ledger of an authority's limits: the document <c>ledger/HOST</c>, one for all its directories on that host.</summary>
public static class LedgerOfAuthority
{
    /// <summary>The document.</summary>
    public static StateDocumentOf<IssuanceLedger> In(IStateStore store, Uri directory) =>
        new(store, $"ledger/{directory.Authority.ToLowerInvariant()}", KeepingJson.Default.IssuanceLedger, IssuanceLedger.Empty);
}
