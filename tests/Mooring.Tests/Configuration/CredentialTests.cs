using Mooring.Composition;
using Mooring.Configuration;
using Mooring.Tests.Cli;

namespace Mooring.Tests.Configuration;

/// <summary>What systemd passes by <c>LoadCredential=</c> stands for the file that only root can read.</summary>
public sealed class CredentialTests : IDisposable
{
    private readonly string directory = Directory.CreateTempSubdirectory("mooring-").FullName;

    [Theory]
    [InlineData("/etc/mooring/alidns.secret", "etc-mooring-alidns.secret")]
    [InlineData("/srv/my keys/é:1", "srv-my-keys---1")]
    public void A_credential_is_named_after_the_whole_path(string file, string name) => Assert.Equal(name, ProcessEnvironment.CredentialName(file));

    [Fact]
    public void A_secret_and_the_configuration_itself_are_read_from_their_credentials()
    {
        Pass("/nowhere/mooring.yaml", "accounts:\n  home: { provider: alidns, access-key-id: id, access-key-secret: \"${file:alidns.secret}\" }\n");
        Pass("/nowhere/alidns.secret", "passed-by-systemd\n");

        var loaded = ConfigurationLoader.Load("/nowhere/mooring.yaml", Given(directory), ProviderLines.Of);

        Assert.Empty(loaded.Errors);
        Assert.Contains("passed-by-systemd", loaded.Secrets);
        Assert.Equal("/nowhere/mooring.yaml", loaded.Configuration!.Path);
        Assert.Equal(["/nowhere/alidns.secret"], loaded.Configuration.Outside.Files);
        Assert.StartsWith(directory, loaded.Configuration.Outside.ReadFrom, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_is_not_passed_is_read_where_it_is()
    {
        var loaded = ConfigurationLoader.Load("/nowhere/mooring.yaml", Given(directory), ProviderLines.Of);

        Assert.Equal("there is no file /nowhere/mooring.yaml", Assert.Single(loaded.Errors).Message.English);
    }

    public void Dispose() => Directory.Delete(directory, recursive: true);

    private void Pass(string file, string content) => File.WriteAllText(Path.Combine(directory, ProcessEnvironment.CredentialName(file)), content);

    private static ProcessEnvironment Given(string credentials) =>
        Run.Nowhere with { Variables = ProcessEnvironment.VariablesOf([("CREDENTIALS_DIRECTORY", credentials)]) };
}
