using Mooring.Core.Records;
using Mooring.Providers.Faults;

namespace Mooring.Providers.TencentCloud.Cns;

/// <summary>What CNS v2's codes mean: one closed table. An unknown code is a refusal, never a success.</summary>
/// <remarks>From "Tencent Cloud API 2.0: Common error codes"; those of the product itself are not published any more.</remarks>
internal static class CnsFaults
{
    public static Ruling Judge(VendorError error, TimeSpan? signingError) =>
        ClockRule.Apply(Judge(error.Code), error, signingError, TencentProvider.Cns.ClockTolerance);

    private static Ruling Judge(string code) => code switch
    {
        "4100" => new(DnsFault.Credentials, Cure.RenewKey),
        "4104" => new(DnsFault.Credentials, Cure.FindKey),
        "4105" => new(DnsFault.Credentials, Cure.RenewToken),
        "4101" or "4103" or "4110" => new(DnsFault.Permission, Cure.Grant),
        "4102" => new(DnsFault.Permission, Cure.GrantOrCheck),
        "4106" or "4300" or "5300" or "5500" => new(DnsFault.Permission, Cure.ClearAccount),
        "4200" => new(DnsFault.Clock, Cure.SetClock),
        // 4500 is a nonce used before: the next attempt has one of its own.
        "4400" or "4500" => new(DnsFault.Throttled, Cure.Wait),
        "5000" => new(DnsFault.NotFound, Cure.ListAgain),
        "6000" or "6200" => new(DnsFault.Unavailable, Cure.Wait),
        "4000" or "4600" or "6100" => new(DnsFault.Rejected, Cure.Report),
        "5100" or "5200" or "5400" => new(DnsFault.Rejected, Cure.None),
        _ => new(DnsFault.Rejected, Cure.None),
    };
}
