using Mooring.Configuration.Settings;
using Mooring.Core.Planning;
using Mooring.Providers;

namespace Mooring.Doctor.Accounts;

/// <summary>Which writes the records of a configuration may ever need. Pure.</summary>
internal static class RightsNeeded
{
    /// <summary>The rights that these records need together.</summary>
    /// <param name="records">Records of one account.</param>
    /// <param name="additionTakesRemark">Whether the account's additions carry our mark; else a set that needs it costs a call more.</param>
    /// <param name="deletesOnStop">Whether the daemon deletes our address records when it is stopped.</param>
    public static RecordRights Of(IEnumerable<RecordSettings> records, bool additionTakesRemark, bool deletesOnStop) =>
        records.Aggregate(RecordRights.None, (rights, record) => rights | Of(record, additionTakesRemark, deletesOnStop));

    private static RecordRights Of(RecordSettings record, bool additionTakesRemark, bool deletesOnStop)
    {
        if (record.Wish is RecordWish.Absent)
        {
            return RecordRights.Delete;
        }

        var adds = record is { Create: true, Id: null };
        var leavesOnStop = deletesOnStop && adds && record.Wish is RecordWish.Addresses;
        return RecordRights.Update
            | (adds ? RecordRights.Add : RecordRights.None)
            | (adds && record.Mode == SetMode.Join && !additionTakesRemark ? RecordRights.Remark : RecordRights.None)
            | (leavesOnStop || record.Mode == SetMode.Own || MayShrink(record.Wish) ? RecordRights.Delete : RecordRights.None);
    }

    /// <summary>Whether the set may one day hold fewer values than it did: two sources can find the same address.</summary>
    private static bool MayShrink(RecordWish wish) => wish switch
    {
        RecordWish.Addresses addresses => addresses.Sources.Count > 1,
        RecordWish.Values values => values.Contents.Count > 1,
        _ => false,
    };
}
