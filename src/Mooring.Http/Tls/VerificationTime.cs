using System.Runtime.InteropServices;

namespace Mooring.Http;

/// <summary>An instant in the form in which the framework's check of a chain understands it.</summary>
/// <remarks>
/// On Linux the framework hands OpenSSL the instant by way of local time: by its own idea of the time zone it makes the fields, and the C
/// library makes an instant of them again (<c>mktime</c>), by its own. The two differ where <c>TZ</c> is a rule, as POSIX has it and
/// routers and NAS use it (<c>CST-8</c>): .NET knows names of zones only, and takes UTC. Certificates were then judged hours too early or too late.
/// </remarks>
internal static class VerificationTime
{
    /// <summary>For <c>X509ChainPolicy.VerificationTime</c>.</summary>
    public static DateTime For(DateTimeOffset instant)
    {
        if (!OperatingSystem.IsLinux())
        {
            return instant.UtcDateTime;
        }

        var fields = TimeZoneInfo.ConvertTime(instant, TimeZoneInfo.Local).DateTime;
        var understood = Understood(fields);
        var error = understood is { } seconds ? TimeSpan.FromSeconds(seconds - instant.ToUnixTimeSeconds()) : TimeSpan.Zero;
        return error == TimeSpan.Zero ? instant.UtcDateTime : fields - error;
    }

    /// <summary>What the C library makes of the fields: seconds since 1970; null when it cannot tell.</summary>
    private static long? Understood(DateTime fields)
    {
        // struct tm: seconds, minutes, hours, day, month from 0, year from 1900, day of the week, of the year, daylight saving; room for what follows.
        var tm = new int[32];
        (tm[0], tm[1], tm[2]) = (fields.Second, fields.Minute, fields.Hour);
        (tm[3], tm[4], tm[5]) = (fields.Day, fields.Month - 1, fields.Year - 1900);
        tm[8] = fields.IsDaylightSavingTime() ? 1 : 0;
        return MakeTime(tm) is var seconds && seconds != -1 ? seconds : null;
    }

    /// <summary><c>time_t</c> is as wide as a pointer wherever .NET runs.</summary>
    [DllImport("libc", EntryPoint = "mktime")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern nint MakeTime([In, Out] int[] fields);
}
