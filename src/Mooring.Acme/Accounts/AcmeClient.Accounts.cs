using System.Buffers;
using System.Text.Json;
using Mooring.Core;
using Mooring.Http;

namespace Mooring.Acme;

// Accounts: RFC 8555 §7.3.
public sealed partial class AcmeClient
{
    private static readonly Text Registering = new("registering an account", "注册账户");
    private static readonly Text FindingAccount = new("looking for the account", "查找账户");
    private static readonly Text UpdatingAccount = new("updating the account", "更新账户");
    private static readonly Text ReadingAccount = new("reading the account", "读取账户");
    private static readonly Text DeactivatingAccount = new("deactivating the account", "停用账户");
    private static readonly Text ChangingKey = new("changing the account's key", "更换账户密钥");

    /// <summary>Registers an account for the key, or finds the one it has; what follows is done as that account (RFC 8555 §7.3, §7.3.1).</summary>
    /// <exception cref="AcmeException">
    /// Of type <see cref="AcmeProblemType.AccountDoesNotExist"/> where only an existing one was wanted and there is none. Terms not agreed
    /// to and a missing external binding are refused before asking; <see cref="AcmeDirectory"/> tells of both.
    /// </exception>
    public async Task<AcmeAccount> RegisterAsync(AccountRequest request, CancellationToken cancellation)
    {
        var directory = await _session.DirectoryAsync(cancellation);
        RefuseIncomplete(request, directory);
        try
        {
            var account = await AskForAccountAsync(request, _session.Key, directory, cancellation);
            AccountUrl = account.Url;
            return account;
        }
        catch (AcmeException e) when (request.ExternalBinding is not null && e.Problem?.Type == AcmeProblemType.Unauthorized)
        {
            throw new AcmeException(
                new(
                    $"{e.Text.English}; check the key id and the HMAC key of the issuer's `eab`, which some CAs take for one account only",
                    $"{e.Text.Chinese}；请检查该颁发机构 `eab` 的 key id 和 HMAC 密钥，有些颁发机构只允许用于一个账户"),
                e.Problem,
                e);
        }
    }

    /// <summary>The account as the CA has it.</summary>
    public Task<AcmeAccount> GetAccountAsync(CancellationToken cancellation) => AboutAccountAsync(ReadingAccount, [], cancellation);

    /// <summary>Replaces the account's contacts (RFC 8555 §7.3.2).</summary>
    /// <param name="contacts">As in <see cref="AccountRequest.Contacts"/>; none takes all away.</param>
    /// <param name="cancellation">Gives up.</param>
    public Task<AcmeAccount> UpdateContactsAsync(IReadOnlyList<string> contacts, CancellationToken cancellation) => AboutAccountAsync(
        UpdatingAccount, JsonSerializer.SerializeToUtf8Bytes(new(ContactUrls(contacts)), AcmeJson.Default.AccountUpdateWire), cancellation);

    /// <summary>Gives the account up for good (RFC 8555 §7.3.6); its certificates stay valid.</summary>
    public Task<AcmeAccount> DeactivateAccountAsync(CancellationToken cancellation) => AboutAccountAsync(
        DeactivatingAccount, JsonSerializer.SerializeToUtf8Bytes(StatusWire.Deactivated, AcmeJson.Default.StatusWire), cancellation);

    /// <summary>Replaces the account's key (RFC 8555 §7.3.5); what follows is signed with the new one.</summary>
    /// <remarks>
    /// Keep the new key in a safe place before. Where the answer is lost, the CA is asked which key is the account's now; where even that
    /// fails, the exception has <see cref="AcmeException.OutcomeUnknown"/>, and <see cref="RegisterAsync"/> with
    /// <see cref="AccountRequest.OnlyExisting"/> tells later, of a client with the new key.
    /// </remarks>
    /// <param name="next">The new key; remains the caller's.</param>
    /// <param name="cancellation">Gives up.</param>
    public async Task ChangeKeyAsync(AcmeKey next, CancellationToken cancellation)
    {
        var directory = await _session.DirectoryAsync(cancellation);
        var url = Offered(directory.KeyChange, ChangingKey);
        var inner = Jws.Sign(next, url.AbsoluteUri, nonce: null, account: null, RolloverPayload(Account, _session.Key));
        try
        {
            await _session.PostAsync(new AcmeCall(ChangingKey, url) { Payload = inner.ToJson(), Once = true }, cancellation);
        }
        catch (AcmeException e) when (e.OutcomeUnknown)
        {
            if (!await IsKeyOfAccountAsync(next, directory, e, cancellation))
            {
                throw new AcmeException(e.Text, e.Problem, e) { IsPassing = true };
            }
        }

        _session.Key = next;
    }

    private string Account => AccountUrl ?? throw new InvalidOperationException("The account's URL is not known: register first.");

    private Task<AcmeAccount> AboutAccountAsync(Text what, byte[] payload, CancellationToken cancellation) => _session.PostAsync(
        new AcmeCall(what, new Uri(Account)) { Payload = payload }, AcmeJson.Default.AccountWire, (wire, _) => wire.ToAccount(Account), cancellation);

    private Task<AcmeAccount> AskForAccountAsync(AccountRequest request, AcmeKey key, AcmeDirectory directory, CancellationToken cancellation)
    {
        var url = directory.NewAccount;
        var payload = new NewAccountWire
        {
            TermsOfServiceAgreed = request.AgreeTerms ? true : null,
            Contact = request.Contacts.Count > 0 ? ContactUrls(request.Contacts) : null,
            ExternalAccountBinding = request.ExternalBinding is { } binding ? Jws.Bind(binding, url.AbsoluteUri, key.Jwk) : null,
            OnlyReturnExisting = request.OnlyExisting ? true : null,
        };
        var call = new AcmeCall(request.OnlyExisting ? FindingAccount : Registering, url)
        {
            Payload = JsonSerializer.SerializeToUtf8Bytes(payload, AcmeJson.Default.NewAccountWire),
            ShownKey = key,
        };
        return _session.PostAsync(call, AcmeJson.Default.AccountWire, ReadAccount, cancellation);
    }

    private static AcmeAccount ReadAccount(AccountWire wire, ApiReply reply)
    {
        var location = reply.Location();
        ServerUrl.Parse(location, "Location");
        return wire.ToAccount(location!, created: reply.Status == 201);
    }

    /// <param name="key">The key to look for.</param>
    /// <param name="lost">What is thrown where this cannot be found out either.</param>
    private async Task<bool> IsKeyOfAccountAsync(AcmeKey key, AcmeDirectory directory, AcmeException lost, CancellationToken cancellation)
    {
        try
        {
            return (await AskForAccountAsync(new AccountRequest { OnlyExisting = true }, key, directory, cancellation)).Url == AccountUrl;
        }
        catch (AcmeException e)
        {
            return e.Problem?.Type == AcmeProblemType.AccountDoesNotExist ? false : throw lost;
        }
    }

    private void RefuseIncomplete(AccountRequest request, AcmeDirectory directory)
    {
        if (request.OnlyExisting)
        {
            return;
        }

        if (directory.TermsOfService is { } terms && !request.AgreeTerms)
        {
            throw Refusal(Registering, new(
                $"its terms of service have to be agreed to: read {terms.AbsoluteUri} and write the issuer's `agree-terms: true`",
                $"需要同意其服务条款：请阅读 {terms.AbsoluteUri}，然后在该颁发机构处写 `agree-terms: true`"));
        }

        if (directory.ExternalAccountRequired && request.ExternalBinding is null)
        {
            throw Refusal(Registering, new(
                "it wants an account of its own users: get a key id and an HMAC key there and set them as the issuer's `eab`",
                "它要求绑定其用户账户：请在那里获取 key id 和 HMAC 密钥，并填入该颁发机构的 `eab`"));
        }
    }

    private static string[] ContactUrls(IReadOnlyList<string> contacts) =>
        [.. contacts.Select(contact => contact.Contains(':', StringComparison.Ordinal) ? contact : $"mailto:{contact}")];

    private static byte[] RolloverPayload(string account, AcmeKey oldKey)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using var writer = new Utf8JsonWriter(buffer);
        writer.WriteStartObject();
        writer.WriteString("account", account);
        writer.WritePropertyName("oldKey");
        writer.WriteRawValue(oldKey.Jwk);
        writer.WriteEndObject();
        writer.Flush();
        return buffer.WrittenSpan.ToArray();
    }
}
