using Mooring.Configuration;
using Mooring.Import.DdnsConf;
using Mooring.Import.Ini;

namespace Mooring.Import;

/// <summary>Reads a configuration, whether it is Mooring's own or a ddns.conf of aliyun-ddns-client; the content tells.</summary>
internal static class ConfigurationReader
{
    /// <summary>Reads a file and finds everything that is wrong with it at once. Touches no network.</summary>
    public static LoadedConfiguration Load(string path, ProcessEnvironment environment) => ConfigurationLoader.Load(path, environment, Parse);

    /// <summary>Reads a text that stands for a file.</summary>
    /// <param name="text">The content.</param>
    /// <param name="file">The file's absolute path.</param>
    /// <param name="environment">Variables and user.</param>
    public static LoadedConfiguration Parse(string text, string file, ProcessEnvironment environment)
    {
        if (!IniReader.IsIni(text))
        {
            return ConfigurationLoader.Parse(text, file, environment);
        }

        var logsCalls = false;
        var loaded = ConfigurationLoader.Judge(file, environment, state =>
        {
            var draft = DdnsConfTranslation.Translate(text, state.Problems);
            logsCalls = draft.LogsCalls;
            return draft.Build();
        });
        return loaded with { Configuration = loaded.Configuration is { } good ? good with { LogsCalls = logsCalls } : null };
    }
}
