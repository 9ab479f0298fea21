using Mooring.Configuration;
using Mooring.Import.DdnsConf;
using Mooring.Import.Ini;

namespace Mooring.Import;

/// <summary>Reads a configuration, whether it is Mooring's own or a ddns.conf of aliyun-ddns-client; the content tells.</summary>
internal static class ConfigurationReader
{
    /// <summary>Reads a file and finds everything that is wrong with it at once. Touches no network.</summary>
    /// <param name="path">Relative to the working directory.</param>
    /// <param name="environment">Variables and user.</param>
    /// <param name="lines">Which line a word means.</param>
    public static LoadedConfiguration Load(string path, ProcessEnvironment environment, LineWords lines) =>
        ConfigurationLoader.Load(path, environment, (text, file, around) => Parse(text, file, around, lines));

    /// <summary>Reads a text that stands for a file.</summary>
    /// <param name="text">The content.</param>
    /// <param name="file">The file's absolute path.</param>
    /// <param name="environment">Variables and user.</param>
    /// <param name="lines">Which line a word means.</param>
    public static LoadedConfiguration Parse(string text, string file, ProcessEnvironment environment, LineWords lines)
    {
        if (!IniReader.IsIni(text))
        {
            return ConfigurationLoader.Parse(text, file, environment, lines);
        }

        var logsCalls = false;
        var loaded = ConfigurationLoader.Judge(file, environment, lines, state =>
        {
            var draft = DdnsConfTranslation.Translate(text, state.Problems);
            logsCalls = draft.LogsCalls;
            return draft.Build();
        });
        return loaded with { Configuration = loaded.Configuration is { } good ? good with { LogsCalls = logsCalls } : null };
    }
}
