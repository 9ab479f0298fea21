using System.Runtime.Versioning;
using System.Security.AccessControl;
using System.Security.Principal;

namespace Mooring.Engine.Store;

/// <summary>Makes directories that only their owner, the system and administrators may enter, which is what 0700 means on Windows.</summary>
[SupportedOSPlatform("windows")]
internal static class WindowsDirectory
{
    /// <summary>Makes one; without this it would inherit that every user of the machine reads what lies below ProgramData, private keys too.</summary>
    /// <param name="directory">Its path; the one above is there.</param>
    public static void Create(string directory)
    {
        var rights = new DirectorySecurity();
        rights.SetAccessRuleProtection(isProtected: true, preserveInheritance: false);
        foreach (var who in Trusted())
        {
            rights.AddAccessRule(new FileSystemAccessRule(
                who, FileSystemRights.FullControl, InheritanceFlags.ContainerInherit | InheritanceFlags.ObjectInherit, PropagationFlags.None, AccessControlType.Allow));
        }

        rights.CreateDirectory(directory);
    }

    private static IEnumerable<SecurityIdentifier> Trusted()
    {
        using var caller = WindowsIdentity.GetCurrent();
        return new[] { caller.User, new(WellKnownSidType.LocalSystemSid, null), new(WellKnownSidType.BuiltinAdministratorsSid, null) }.OfType<SecurityIdentifier>();
    }
}
