namespace Mooring.Cli;

/// <summary>Looks for an option before the arguments are parsed: how to speak must be known to report a wrong argument.</summary>
internal static class ArgumentScan
{
    /// <summary>The last value given to the option, as <c>--name value</c>, <c>--name=value</c> or <c>--name:value</c>; null when absent.</summary>
    public static string? ValueOf(IReadOnlyList<string> arguments, string option)
    {
        string? value = null;
        for (var i = 0; i < arguments.Count && arguments[i] != "--"; i++)
        {
            if (arguments[i] == option && i + 1 < arguments.Count)
            {
                value = arguments[i + 1];
            }
            else if (arguments[i].Length > option.Length && arguments[i].StartsWith(option, StringComparison.Ordinal)
                && arguments[i][option.Length] is '=' or ':')
            {
                value = arguments[i][(option.Length + 1)..];
            }
        }

        return value;
    }
}
