using System.Runtime.Versioning;
using System.Security.AccessControl;
using System.Security.Principal;

namespace Mooring.Configuration;

/// <summary>Asks Windows who owns a file or directory and what it grants to whom.</summary>
[SupportedOSPlatform("windows")]
internal static class WindowsFiles
{
    private const AccessControlSections Sections = AccessControlSections.Owner | AccessControlSections.Access;

    /// <summary>Whether all of them belong to the caller or the system, and nobody else can write them; false where Windows does not tell, and for links.</summary>
    public static bool AreOursAlone(params IEnumerable<string> paths)
    {
        var caller = Caller();
        return paths.All(path => Look(path) is { } list && list.IsOursAlone(caller));
    }

    /// <summary>Whether somebody beside the caller and the system is known to be able to read it.</summary>
    public static bool CanOthersRead(string path) => Look(path) is { } list && list.CanOthersRead(Caller());

    /// <summary>The security identifier of the running user.</summary>
    private static string Caller()
    {
        using var identity = WindowsIdentity.GetCurrent();
        return identity.User?.Value ?? "";
    }

    /// <summary>The access list; null where Windows does not tell, or for a link.</summary>
    private static AccessList? Look(string path)
    {
        try
        {
            var directory = new DirectoryInfo(path);
            FileSystemSecurity security = directory.Exists ? directory.GetAccessControl(Sections) : new FileInfo(path).GetAccessControl(Sections);
            var isLink = (File.GetAttributes(path) & FileAttributes.ReparsePoint) != FileAttributes.None;
            return isLink ? null : new AccessList(
                security.GetOwner(typeof(SecurityIdentifier))?.Value ?? "",
                [.. security.GetAccessRules(includeExplicit: true, includeInherited: true, typeof(SecurityIdentifier)).OfType<FileSystemAccessRule>()
                    .Where(rule => rule.AccessControlType == AccessControlType.Allow && (rule.PropagationFlags & PropagationFlags.InheritOnly) == PropagationFlags.None)
                    .Select(rule => new AccessGrant(rule.IdentityReference.Value, (uint)rule.FileSystemRights))]);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or InvalidOperationException or NotSupportedException or PrivilegeNotHeldException)
        {
            return null;
        }
    }
}
