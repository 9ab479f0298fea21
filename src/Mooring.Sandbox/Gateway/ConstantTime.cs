using System.Security.Cryptography;
using System.Text;

namespace Mooring.Sandbox.Gateway;

/// <summary>Comparing secrets.</summary>
internal static class ConstantTime
{
    /// <summary>Whether two signatures are equal, in time that does not tell where they differ.</summary>
    public static bool AreEqual(string one, string other) =>
        CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(one), Encoding.UTF8.GetBytes(other));
}
