namespace Mooring.Engine.Store;

/// <summary>Files that another program holds for a moment: Windows replaces no file that somebody reads, be it a virus scanner.</summary>
internal static class HeldFile
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(1);

    /// <summary>Repeats what is refused, for a second at most.</summary>
    /// <exception cref="IOException">It is refused to the end.</exception>
    /// <exception cref="UnauthorizedAccessException">It is refused to the end.</exception>
    public static void Insist(Action replace)
    {
        if (!SpinWait.SpinUntil(() => Succeeds(replace), Longest))
        {
            replace();
        }
    }

    private static bool Succeeds(Action replace)
    {
        try
        {
            replace();
            return true;
        }
        catch (Exception e) when (e is UnauthorizedAccessException || (e is IOException held && FileFaults.IsSharingViolation(held)))
        {
            return false;
        }
    }
}
