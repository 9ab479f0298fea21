using Mooring.Core;
using Mooring.Core.Names;
using Mooring.Core.Records;

namespace Mooring.Providers.Faults;

/// <summary>What a call does, for the sentence that says it failed.</summary>
/// <param name="Action">The provider's name of the action.</param>
/// <param name="What">The same for people: "updating A nas.example.com".</param>
/// <param name="Zone">The zone it works on; null when it is about the account.</param>
/// <param name="Ttl">The TTL it asks for; null when it asks for none.</param>
internal sealed record Doing(string Action, Text What, DomainName? Zone = null, Ttl? Ttl = null)
{
    public static Doing ListZones(string action) =>
        new(action, new Text("listing the zones of the account", "列出账号中的域名"));

    public static Doing List(string action, DomainName zone) =>
        new(action, new Text($"listing the records of {zone.Describe()}", $"列出 {zone.Describe()} 的解析记录"), zone);

    public static Doing Add(string action, DomainName zone, RecordContent content) =>
        new(action, new Text($"adding {Subject(content)}", $"添加 {Subject(content)}"), zone, content.Ttl);

    public static Doing Update(string action, DomainName zone, string id, RecordContent content) =>
        new(
            action,
            new Text($"updating {Subject(content)} (record {id})", $"修改 {Subject(content)}（记录 {id}）"),
            zone,
            content.Ttl);

    public static Doing SetRemark(string action, DomainName zone, string id) =>
        new(action, new Text($"setting the remark of record {id} in {zone.Describe()}", $"设置 {zone.Describe()} 中记录 {id} 的备注"), zone);

    public static Doing Delete(string action, DomainName zone, string id) =>
        new(action, new Text($"deleting record {id} of {zone.Describe()}", $"删除 {zone.Describe()} 的记录 {id}"), zone);

    private static string Subject(RecordContent content) => $"{content.Type} {content.Owner.Describe()}";
}
