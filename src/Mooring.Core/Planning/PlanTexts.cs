using Mooring.Core.Records;

namespace Mooring.Core.Planning;

/// <summary>The sentences of a plan.</summary>
internal static class PlanTexts
{
    public static Text LeftAlone(DesiredSet set, IEnumerable<HostedRecord> foreign) => new(
        $"{Name(set)}: left alone, not ours: {List(foreign)}",
        $"{Name(set)}：以下记录不属于本程序，保持不变：{List(foreign)}");

    public static Text TakenOver(DesiredSet set, HostedRecord record) => new(
        $"{Name(set)}: {Show(record)} was not made by this program and is taken over (`mode: adopt`)",
        $"{Name(set)}：{Show(record)} 不是本程序创建的，现予接管（`mode: adopt`）");

    public static Text NotRemoved(DesiredSet set, IReadOnlyCollection<HostedRecord> foreign) => new(
        $"{Name(set)}: not removed, because it is not known as ours: {List(foreign)}. To remove it all the same: "
        + $"`mooring records delete {set.Key.Owner} {set.Key.Type} --id {Printable.Of(foreign.First().Id)}`, or `mode: own` in its entry",
        $"{Name(set)}：以下记录不属于本程序，未删除：{List(foreign)}。如确需删除："
        + $"`mooring records delete {set.Key.Owner} {set.Key.Type} --id {Printable.Of(foreign.First().Id)}`，或在该条目中设置 `mode: own`");

    public static Text OtherLines(DesiredSet set, IReadOnlyCollection<HostedRecord> others) => new(
        $"{Name(set)}: the name has records on other lines, which stay as they are: {ListWithLines(others)}. If one of them is meant, set `line:`",
        $"{Name(set)}：该名称在其他线路上还有记录，保持不变：{ListWithLines(others)}。若指的是其中之一，请设置 `line:`");

    public static Text TtlRaised(DesiredSet set, Ttl asked, Ttl granted) => new(
        $"{Name(set)}: a TTL of {asked} s is below what this zone's plan allows; {granted} s is used. Set `ttl: {granted}` to silence this",
        $"{Name(set)}：TTL {asked} 秒低于该域名套餐允许的最小值，改用 {granted} 秒。将配置改为 `ttl: {granted}` 可消除此提示");

    public static Text NoSuchId(DesiredSet set, string id, HostedZone zone) => new(
        $"{Name(set)}: no record with id {id} in {zone.Name}. See the ids with `mooring records list {zone.Name}`, then mend or remove `id:`",
        $"{Name(set)}：{zone.Name} 中没有 ID 为 {id} 的记录。请用 `mooring records list {zone.Name}` 查看，然后修改或删除 `id:`");

    public static Text IdNotThere(DesiredSet set, string id, HostedZone zone) => new(
        $"{Name(set)}: nothing removed, because {zone.Name} has no record with id {Printable.Of(id)}: it is gone already, or another id is meant. `mooring records list {zone.Name}` shows the ids",
        $"{Name(set)}：未删除任何记录，因为 {zone.Name} 中没有 ID 为 {Printable.Of(id)} 的记录：可能已被删除，或 ID 有误。`mooring records list {zone.Name}` 会列出 ID");

    public static Text ValuesNotThere(DesiredSet set, IReadOnlyCollection<RecordValue> values, IReadOnlyCollection<HostedRecord> others) => new(
        $"{Name(set)}: not removed, because line {set.Key.Line} has no such record: {string.Join(", ", values)}."
        + (others.Count == 0 ? "" : $" Other records of the name stay as they are: {ListWithLines(others)}. If one of them is meant, name its value, `--line` or `--id`"),
        $"{Name(set)}：未删除，因为线路 {set.Key.Line} 上没有这样的记录：{string.Join("、", values)}。"
        + (others.Count == 0 ? "" : $"该名称的其他记录保持不变：{ListWithLines(others)}。若指的是其中之一，请写明它的值、`--line` 或 `--id`"));

    public static Text OtherRecordUnderId(DesiredSet set, HostedRecord pinned) => new(
        $"{Name(set)}: the id {pinned.Id} belongs to {pinned.Owner.Describe()} {pinned.Type} on line {pinned.Line}, another record. Mend `id:`, or the entry's name, type or line",
        $"{Name(set)}：ID {pinned.Id} 是另一条记录 {pinned.Owner.Describe()} {pinned.Type}（线路 {pinned.Line}）。请修改 `id:`，或修改该条目的名称、类型或线路");

    public static Text HeldByAnother(DesiredSet set, HostedRecord pinned, HostedRecord held) => new(
        $"{Name(set)}: the record with id {pinned.Id} cannot be given {held.Value}, because {Show(held)} holds it already. Delete one of both records, or mend `id:`",
        $"{Name(set)}：无法将 ID {pinned.Id} 的记录改为 {held.Value}，因为 {Show(held)} 已是该值。请删除其中一条，或修改 `id:`");

    public static Text SeveralForeign(DesiredSet set, IReadOnlyCollection<HostedRecord> foreign) => new(
        $"{Name(set)}: {foreign.Count} records are there and none is known as ours: {List(foreign)}. "
        + "Say which is meant: `id: ID` for one of them, `mode: join` to stand beside them, `mode: own` to make the whole set ours (one is changed, the others are deleted); with `records set` write `--id` or `--mode`",
        $"{Name(set)}：已有 {foreign.Count} 条记录，且都不是本程序创建或接管的：{List(foreign)}。"
        + "请指明意图：`id: ID` 指定其中一条，`mode: join` 与它们并存，`mode: own` 独占整个记录集（改写其中一条，删除其余）；`records set` 中写 `--id` 或 `--mode`");

    public static Text Clash(DesiredSet set, HostedRecord clashing) => new(
        $"{Name(set)}: the name holds {Show(clashing)} on the same line, which excludes {set.Key.Type} records. "
        + $"Remove it with `mooring records delete {set.Key.Owner} {clashing.Type} --id {Printable.Of(clashing.Id)}`, or choose another name",
        $"{Name(set)}：该名称在同一线路上已有 {Show(clashing)}，不能再有 {set.Key.Type} 记录。"
        + $"可用 `mooring records delete {set.Key.Owner} {clashing.Type} --id {Printable.Of(clashing.Id)}` 删除它，或改用其他名称");

    public static Text HeldBack(DesiredSet set, SetPlan unwritten) => new(
        $"{Name(set)}: not removed yet, because {unwritten.Set.Key.Type} of the same name cannot be written and the name would be left without an answer: {unwritten.Problem?.Why.English}",
        $"{Name(set)}：暂不删除，因为同名的 {unwritten.Set.Key.Type} 无法写入，删除后该名称将无解析结果：{unwritten.Problem?.Why.Chinese}");

    public static Text Paused(HostedRecord record) => new(
        $"{record.Owner.Describe()} {record.Type}: {Show(record)} is paused at the provider. Enable it there, or delete it with `mooring records delete {record.Owner} {record.Type} --id {Printable.Of(record.Id)}`",
        $"{record.Owner.Describe()} {record.Type}：{Show(record)} 已在服务商处暂停。请在控制台启用，或用 `mooring records delete {record.Owner} {record.Type} --id {Printable.Of(record.Id)}` 删除");

    public static Text Locked(HostedRecord record) => new(
        $"{record.Owner.Describe()} {record.Type}: {Show(record)} is locked at the provider. Unlock it there and run again",
        $"{record.Owner.Describe()} {record.Type}：{Show(record)} 已在服务商处锁定。请解锁后重试");

    public static Text Missing(DesiredSet set, IEnumerable<RecordValue> values, IReadOnlyCollection<HostedRecord> others) => new(
        $"{Name(set)}: no record on line {set.Key.Line} to hold {string.Join(", ", values)}, and `create: false` forbids to add one. "
        + (others.Count == 0
            ? "Add it at the provider once, or remove `create: false`"
            : $"On other lines there are {ListWithLines(others)}: if one of them is meant, set `line:`; else add it at the provider once, or remove `create: false`"),
        $"{Name(set)}：线路“{set.Key.Line}”上没有可存放 {string.Join("、", values)} 的记录，而 `create: false` 禁止新建。"
        + (others.Count == 0
            ? "请先在服务商处添加一条，或去掉 `create: false`"
            : $"其他线路上有 {ListWithLines(others)}：若指的是其中之一，请设置 `line:`；否则请先在服务商处添加一条，或去掉 `create: false`"));

    private static string Name(DesiredSet set) => $"{set.Key.Owner.Describe()} {set.Key.Type}";

    private static string Show(HostedRecord record) => $"{record.Type} {record.Value} (id {Printable.Of(record.Id)})";

    private static string ListWithLines(IEnumerable<HostedRecord> records) =>
        string.Join(", ", records.Select(record => $"{record.Type} {record.Value} ({record.Line}, id {Printable.Of(record.Id)})"));

    private static string List(IEnumerable<HostedRecord> records) => string.Join(", ", records.Select(Show));
}
