using System.Collections.Frozen;
using System.Text.Json.Nodes;

namespace Mooring.Sandbox.TencentCloud;

/// <summary>One action.</summary>
/// <param name="CallsPerSecond">The published limit per account; where the Chinese pages name none, the international ones' number.</param>
/// <param name="Run">Carries it out and returns the reply without <c>RequestId</c>.</param>
/// <param name="Parameters">Its parameters.</param>
internal sealed record DnspodAction(int CallsPerSecond, Func<DnspodContext, JsonObject> Run, IReadOnlyList<DnspodParameter> Parameters);

/// <summary>The actions of version 2021-03-23 that this stand-in knows.</summary>
/// <remarks>Names of parameters are as inconsistent as the vendor's: <c>Subdomain</c> here, <c>SubDomain</c> there, <c>TTL</c> and <c>Ttl</c>.</remarks>
internal static class DnspodActions
{
    private const string Content = " Value* SubDomain RecordLineId TTL:int Status Remark";

    private const string Whole = "Domain* DomainId:int RecordType* RecordLine* MX:int Weight:int DnssecConflictMode" + Content;

    private const string Txt = "Domain* DomainId:int RecordLine*" + Content;

    public static readonly FrozenDictionary<string, DnspodAction> ByName = new Dictionary<string, DnspodAction>(StringComparer.Ordinal)
    {
        ["DescribeDomainList"] = New(20, DnspodDomainQueries.DescribeDomainList,
            "Type Offset:int Limit:int GroupId:int Keyword Tags:objects"),
        ["DescribeDomainFilterList"] = New(20, DnspodDomainQueries.DescribeDomainFilterList,
            "Type* Offset:int Limit:int GroupId:ints Keyword SortField SortType Status:strings Package:strings Remark "
            + "UpdatedAtBegin UpdatedAtEnd RecordCountBegin:int RecordCountEnd:int ProjectId:int Tags:objects"),
        ["DescribeDomain"] = New(20, DnspodDomainQueries.DescribeDomain, "Domain* DomainId:int"),
        ["DescribeRecordList"] = New(100, DnspodRecordQueries.DescribeRecordList,
            "Domain* DomainId:int Subdomain RecordType RecordLine RecordLineId GroupId:int Keyword SortField SortType Offset:int Limit:int ErrorOnEmpty"),
        ["DescribeRecordFilterList"] = New(20, DnspodRecordQueries.DescribeRecordFilterList,
            "Domain* DomainId:int SubDomain RecordType:strings RecordLine:strings RecordValue RecordStatus:strings Keyword Remark GroupId:ints "
            + "TTLBegin:int TTLEnd:int MXBegin:int MXEnd:int WeightBegin:int WeightEnd:int UpdatedAtBegin UpdatedAtEnd "
            + "SortField SortType Offset:int Limit:int IsExactSubDomain:bool ProjectId:int"),
        ["DescribeRecord"] = New(200, DnspodRecordQueries.DescribeRecord, "Domain* RecordId*:int DomainId:int"),
        ["CreateRecord"] = New(500, DnspodRecordWrites.CreateRecord, Whole + " GroupId:int"),
        ["ModifyRecord"] = New(500, DnspodRecordWrites.ModifyRecord, Whole + " RecordId*:int"),
        ["CreateTXTRecord"] = New(20, DnspodRecordWrites.CreateTxtRecord, Txt + " GroupId:int"),
        ["ModifyTXTRecord"] = New(20, DnspodRecordWrites.ModifyTxtRecord, Txt + " RecordId*:int"),
        ["ModifyDynamicDNS"] = New(20, DnspodRecordWrites.ModifyDynamicDns,
            "Domain* RecordId*:int RecordLine* DomainId:int SubDomain RecordLineId Value Ttl:int"),
        ["ModifyRecordStatus"] = New(20, DnspodRecordWrites.ModifyRecordStatus, "Domain* RecordId*:int Status* DomainId:int"),
        ["ModifyRecordRemark"] = New(20, DnspodRecordWrites.ModifyRecordRemark, "Domain* RecordId*:int Remark DomainId:int"),
        ["ModifyRecordFields"] = New(20, DnspodRecordWrites.ModifyRecordFields, "Domain* RecordId*:int FieldList*:objects DomainId:int"),
        ["DeleteRecord"] = New(500, DnspodRecordWrites.DeleteRecord, "Domain* RecordId*:int DomainId:int"),
        ["CreateRecordBatch"] = New(20, DnspodBatchActions.CreateRecordBatch, "DomainIdList*:strings RecordList*:objects"),
        ["ModifyRecordBatch"] = New(20, DnspodBatchActions.ModifyRecordBatch, "RecordIdList*:ints Change* ChangeTo* Value MX"),
        ["DeleteRecordBatch"] = New(20, DnspodBatchActions.DeleteRecordBatch, "RecordIdList*:ints"),
        ["DescribeBatchTask"] = New(20, DnspodBatchActions.DescribeBatchTask, "JobId*:int"),
    }.ToFrozenDictionary(StringComparer.Ordinal);

    private static DnspodAction New(int callsPerSecond, Func<DnspodContext, JsonObject> run, string parameters) =>
        new(callsPerSecond, run, DnspodParameter.List(parameters));
}
