using Mooring.Configuration.Settings;
using Mooring.Core;

namespace Mooring.Composition;

/// <summary>Where state goes when the usual directory cannot be written.</summary>
internal static class StateLocation
{
    /// <summary>The configured directory; without one the default, or the user's own where that cannot be made or written.</summary>
    /// <param name="state">The choice of the configuration.</param>
    /// <param name="notice">Told when the user's own directory is taken.</param>
    public static string Of(StateSettings state, Action<Text> notice)
    {
        if (state.Fallback is not { } own || CanWrite(state.Directory))
        {
            return state.Directory;
        }

        notice(new Text(
            $"{state.Directory} cannot be written by this user; state is kept in {own}. Set `state:` to choose another place",
            $"当前用户无法写入 {state.Directory}；状态保存在 {own}。可用 `state:` 指定其他位置"));
        return own;
    }

    private static bool CanWrite(string directory)
    {
        try
        {
            Directory.CreateDirectory(directory);
            var probe = Path.Combine(directory, $".probe-{Environment.ProcessId}");
            using (File.Create(probe, 1, FileOptions.DeleteOnClose))
            {
                return true;
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }
}
