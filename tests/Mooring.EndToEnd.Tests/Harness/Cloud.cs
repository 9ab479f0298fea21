using Mooring.Sandbox.World;

namespace Mooring.EndToEnd.Tests.Harness;

/// <summary>One way to a cloud: its settings, and the names of its actions.</summary>
/// <param name="Name">For messages.</param>
/// <param name="Provider">Whose records they are.</param>
internal sealed record Cloud(string Name, SandboxProvider Provider)
{
    public static readonly Cloud Alidns = new("alidns", SandboxProvider.Alidns)
    {
        ListZones = "DescribeDomains",
        List = "DescribeDomainRecords",
        Add = "AddDomainRecord",
        Update = "UpdateDomainRecord",
        Delete = "DeleteDomainRecord",
        Throttled = "Throttling.User",
        Broken = "ServiceUnavailable",
        UnknownKey = "InvalidAccessKeyId.NotFound",
        Keys = "access-key-id: sandbox-id, access-key-secret: sandbox-secret",
    };

    public static readonly Cloud Dnspod = new("dnspod", SandboxProvider.Tencent)
    {
        ListZones = "DescribeDomainList",
        List = "DescribeRecordList",
        Add = "CreateRecord",
        Update = "ModifyRecord",
        Delete = "DeleteRecord",
        Throttled = "RequestLimitExceeded",
        Broken = "InternalError",
        UnknownKey = "AuthFailure.SecretIdNotFound",
        Keys = "secret-id: sandbox-id, secret-key: sandbox-secret",
    };

    public static readonly Cloud Cns = Dnspod with
    {
        Name = "cns-v2",
        ListZones = "DomainList",
        List = "RecordList",
        Add = "RecordCreate",
        Update = "RecordModify",
        Delete = "RecordDelete",
        Throttled = "4400",
        Broken = "6000",
        UnknownKey = "4100",
        Keys = "secret-id: sandbox-id, secret-key: sandbox-secret, api: cns-v2",
    };

    /// <summary>The action that lists zones.</summary>
    public required string ListZones { get; init; }

    /// <summary>The action that lists records.</summary>
    public required string List { get; init; }

    /// <summary>The action that adds a record.</summary>
    public required string Add { get; init; }

    /// <summary>The action that changes a record.</summary>
    public required string Update { get; init; }

    /// <summary>The action that deletes a record.</summary>
    public required string Delete { get; init; }

    /// <summary>The code of "too many requests".</summary>
    public required string Throttled { get; init; }

    /// <summary>The code of "out of order for the moment".</summary>
    public required string Broken { get; init; }

    /// <summary>The code of a key that is not known (any more).</summary>
    public required string UnknownKey { get; init; }

    /// <summary>The settings that name the key of the sandbox's default seed.</summary>
    public required string Keys { get; init; }

    /// <summary>The word in configuration, JSON and the control API.</summary>
    public string Word => Provider.Word();

    /// <summary>An account's settings.</summary>
    public string Settings(string endpoint, string more = "") =>
        $"{{ provider: {Word}, {Keys}, endpoint: \"{endpoint}\"{(more.Length > 0 ? ", " + more : "")} }}";

    public override string ToString() => Name;
}
