// Works with the vendors' SDKs, unmodified, against a running sandbox that holds its default seed:
//   node sandbox.mjs ALIDNS-PORT TENCENT-PORT
// Prints a line for each thing that went as with the cloud; ends with 1 at the first that did not.
import assert from 'node:assert/strict';
import { alidnsClient, models, tencentClient } from './sdks.mjs';

const [alidnsPort, tencentPort] = process.argv.slice(2);
const key = { id: 'sandbox-id', secret: 'sandbox-secret' };

const check = async (what, work) => {
  await work();
  console.log(`ok ${what}`);
};

// --- Alibaba Cloud DNS ---------------------------------------------------------------------------------------------------------

const alidnsCaller = (client) => async (action, parameters = {}) => {
  const method = action[0].toLowerCase() + action.slice(1);
  return (await client[method](new models[`${action}Request`](parameters))).body;
};
const alidns = alidnsCaller(alidnsClient(alidnsPort, key));
const refusedBy = (code, statusCode) => (error) => {
  assert.equal(error.code, code);
  if (statusCode) assert.equal(error.statusCode, statusCode);
  return true;
};
const domainName = 'example.com';
const www = { domainName, RR: 'www', type: 'A', value: '192.0.2.1' };

await check('alidns lists zones', async () => {
  const body = await alidns('DescribeDomains', { pageSize: 100 });
  assert.equal(body.totalCount, 1);
  assert.equal(body.domains.domain[0].domainName, domainName);
  assert.equal(body.domains.domain[0].punyCode, domainName);
  assert.match(body.requestId, /^[0-9A-F-]{36}$/);
});

let recordId;
await check('alidns adds, reads, updates and deletes a record', async () => {
  ({ recordId } = await alidns('AddDomainRecord', www));
  assert.match(recordId, /^\d+$/);
  const info = await alidns('DescribeDomainRecordInfo', { recordId });
  assert.deepEqual([info.RR, info.type, info.value, info.TTL, info.line, info.status], ['www', 'A', '192.0.2.1', 600, 'default', 'ENABLE']);

  await alidns('UpdateDomainRecordRemark', { recordId, remark: 'kept' });
  await alidns('UpdateDomainRecord', { recordId, RR: 'www', type: 'A', value: '192.0.2.2', TTL: 1200, line: 'default' });
  const changed = await alidns('DescribeDomainRecordInfo', { recordId });
  assert.deepEqual([changed.value, changed.TTL, changed.remark], ['192.0.2.2', 1200, 'kept']);

  assert.equal((await alidns('DeleteDomainRecord', { recordId })).recordId, recordId);
  await assert.rejects(alidns('DeleteDomainRecord', { recordId }), refusedBy('DomainRecordNotBelongToUser', 400));
});

await check('alidns filters fuzzily and exactly', async () => {
  for (const RR of ['www', 'www2', 'dev.www', 'mail']) await alidns('AddDomainRecord', { ...www, RR });
  const names = async (filter) =>
    (await alidns('DescribeDomainRecords', { domainName, pageSize: 500, ...filter })).domainRecords.record.map((record) => record.RR).sort();
  assert.deepEqual(await names({ RRKeyWord: 'www' }), ['dev.www', 'www', 'www2']);
  assert.deepEqual(await names({ RRKeyWord: 'www', searchMode: 'COMBINATION' }), ['www']);
  const sub = await alidns('DescribeSubDomainRecords', { subDomain: 'www.example.com' });
  assert.deepEqual(sub.domainRecords.record.map((record) => record.RR), ['www']);
});

await check('alidns pages', async () => {
  for (let i = 0; i < 7; i++) await alidns('AddDomainRecord', { ...www, RR: `page-${i}` });
  const pages = [];
  for (let pageNumber = 1; pageNumber <= 4; pageNumber++) {
    const body = await alidns('DescribeDomainRecords', { domainName, RRKeyWord: 'page-', pageNumber, pageSize: 3 });
    assert.equal(body.totalCount, 7);
    pages.push(body.domainRecords.record.map((record) => record.RR));
  }
  assert.deepEqual(pages.map((page) => page.length), [3, 3, 1, 0]);
  assert.equal(new Set(pages.flat()).size, 7);
});

await check('alidns pauses and weighs', async () => {
  const { recordId: first } = await alidns('AddDomainRecord', { ...www, RR: 'slb' });
  await alidns('AddDomainRecord', { ...www, RR: 'slb', value: '192.0.2.9' });
  assert.equal((await alidns('SetDomainRecordStatus', { recordId: first, status: 'Disable' })).status, 'Disable');
  assert.equal((await alidns('DescribeDomainRecordInfo', { recordId: first })).status, 'DISABLE');
  assert.equal((await alidns('SetDNSSLBStatus', { subDomain: 'slb.example.com', open: true })).open, true);
  assert.equal((await alidns('UpdateDNSSLBWeight', { recordId: first, weight: 5 })).weight, 5);
});

await check('alidns takes awkward characters and international names', async () => {
  const { recordId: text } = await alidns('AddDomainRecord', { ...www, RR: '_acme-challenge', type: 'TXT', value: 'a b+c~*:;=@/^!' });
  assert.equal((await alidns('DescribeDomainRecordInfo', { recordId: text })).value, 'a b+c~*:;=@/^!');
  const { recordId: wild } = await alidns('AddDomainRecord', { ...www, RR: '*' });
  assert.equal((await alidns('DescribeDomainRecordInfo', { recordId: wild })).RR, '*');
});

await check('alidns answers with the documented errors', async () => {
  const { recordId: id } = await alidns('AddDomainRecord', { ...www, RR: 'dup' });
  const refused = (action, parameters, code, status = 400) => assert.rejects(alidns(action, parameters), refusedBy(code, status));
  await refused('AddDomainRecord', { ...www, RR: 'dup' }, 'DomainRecordDuplicate');
  await refused('UpdateDomainRecord', { recordId: id, RR: 'dup', type: 'A', value: '192.0.2.1' }, 'DomainRecordDuplicate');
  await refused('AddDomainRecord', { ...www, domainName: 'not-here.example' }, 'InvalidDomainName.NoExist');
  await refused('AddDomainRecord', { ...www, RR: 'dup', type: 'CNAME', value: 'example.org' }, 'DomainRecordConflict');
  await refused('AddDomainRecord', { ...www, RR: 'low', TTL: 60 }, 'QuotaExceeded.TTL');
  await refused('AddDomainRecord', { ...www, value: undefined }, 'MissingValue');
  const stranger = alidnsCaller(alidnsClient(alidnsPort, { ...key, id: 'nobody' }));
  await assert.rejects(stranger('DescribeDomains'), refusedBy('InvalidAccessKeyId.NotFound', 404));
  const forger = alidnsCaller(alidnsClient(alidnsPort, { ...key, secret: 'wrong' }));
  await assert.rejects(forger('DescribeDomains'), refusedBy('SignatureDoesNotMatch', 400));
});

// --- Tencent Cloud DNSPod ------------------------------------------------------------------------------------------------------

const tencent = tencentClient(tencentPort, key);
const Domain = 'example.net';
const a = { Domain, RecordType: 'A', RecordLine: '默认', Value: '192.0.2.1' };
const fails = (code) => (error) => {
  assert.equal(error.code, code);
  assert.ok(error.requestId);
  return true;
};

await check('tencent lists zones', async () => {
  const { DomainList, DomainCountInfo, RequestId } = await tencent.DescribeDomainList({});
  assert.equal(DomainCountInfo.DomainTotal, 1);
  assert.equal(DomainList[0].Name, Domain);
  assert.equal(typeof DomainList[0].DomainId, 'number');
  assert.match(RequestId, /^[0-9a-f-]{36}$/);
});

await check('tencent adds, reads, updates and deletes a record', async () => {
  const { RecordId } = await tencent.CreateRecord({ ...a, SubDomain: 'www', Remark: 'kept' });
  assert.equal(typeof RecordId, 'number');
  const { RecordInfo } = await tencent.DescribeRecord({ Domain, RecordId });
  assert.deepEqual([RecordInfo.SubDomain, RecordInfo.Value, RecordInfo.TTL, RecordInfo.Enabled, RecordInfo.Remark], ['www', '192.0.2.1', 600, 1, 'kept']);

  await tencent.ModifyRecord({ ...a, RecordId, SubDomain: 'www', Value: '192.0.2.2', TTL: 1200, Status: 'DISABLE', Remark: 'kept' });
  const { RecordInfo: changed } = await tencent.DescribeRecord({ Domain, RecordId });
  assert.deepEqual([changed.Value, changed.TTL, changed.Enabled, changed.Remark], ['192.0.2.2', 1200, 0, 'kept']);

  await tencent.ModifyDynamicDNS({ Domain, RecordId, SubDomain: 'www', RecordLine: '默认', Value: '192.0.2.3', Ttl: 600 });
  assert.equal((await tencent.DescribeRecord({ Domain, RecordId })).RecordInfo.Value, '192.0.2.3');

  await tencent.DeleteRecord({ Domain, RecordId });
  await assert.rejects(tencent.DeleteRecord({ Domain, RecordId }), fails('InvalidParameter.RecordIdInvalid'));
});

await check('tencent filters exactly and fuzzily', async () => {
  for (const SubDomain of ['www', 'www2', 'dev.www']) await tencent.CreateRecord({ ...a, SubDomain });
  const names = (list) => list.map((record) => record.Name).sort();
  assert.deepEqual(names((await tencent.DescribeRecordList({ Domain, Subdomain: 'www' })).RecordList), ['www']);
  assert.deepEqual(names((await tencent.DescribeRecordFilterList({ Domain, SubDomain: 'www' })).RecordList), ['dev.www', 'www', 'www2']);
  assert.deepEqual(names((await tencent.DescribeRecordFilterList({ Domain, SubDomain: 'www', IsExactSubDomain: true })).RecordList), ['www']);
});

await check('tencent pages, and says when there is nothing', async () => {
  for (let i = 0; i < 7; i++) await tencent.CreateRecord({ ...a, SubDomain: `page-${i}` });
  const seen = [];
  for (let Offset = 0; Offset < 7; Offset += 3) {
    const page = await tencent.DescribeRecordList({ Domain, Keyword: 'page-', Offset, Limit: 3 });
    assert.equal(page.RecordCountInfo.TotalCount, 7);
    seen.push(...page.RecordList.map((record) => record.Name));
  }
  assert.equal(new Set(seen).size, 7);
  await assert.rejects(tencent.DescribeRecordList({ Domain, Subdomain: 'nothing' }), fails('ResourceNotFound.NoDataOfRecord'));
  assert.deepEqual((await tencent.DescribeRecordList({ Domain, Subdomain: 'nothing', ErrorOnEmpty: 'no' })).RecordList, []);
});

await check('tencent takes requests by query and in the older signature', async () => {
  for (const client of [tencentClient(tencentPort, key, 'GET'), tencentClient(tencentPort, key, 'POST', 'HmacSHA256'), tencentClient(tencentPort, key, 'POST', 'HmacSHA1')]) {
    assert.equal((await client.DescribeRecordList({ Domain, Subdomain: 'www' })).RecordList.length, 1);
  }
});

await check('tencent answers with the documented errors', async () => {
  await tencent.CreateRecord({ ...a, SubDomain: 'dup' });
  const refused = (call, code) => assert.rejects(call, fails(code));
  await refused(tencent.CreateRecord({ ...a, SubDomain: 'dup' }), 'InvalidParameter.DomainRecordExist');
  await refused(tencent.CreateRecord({ ...a, Domain: 'not-here.example' }), 'InvalidParameterValue.DomainNotExists');
  await refused(tencent.CreateRecord({ ...a, SubDomain: 'low', TTL: 60 }), 'LimitExceeded.RecordTtlLimit');
  await refused(tencent.CreateRecord({ ...a, SubDomain: 'line', RecordLine: '火星' }), 'InvalidParameter.RecordLineInvalid');
  await refused(tencent.CreateRecord({ ...a, SubDomain: 'unknown', Ttl: 600 }), 'UnknownParameter');
  await refused(tencent.CreateRecord({ ...a, Value: undefined }), 'MissingParameter');
  await refused(tencentClient(tencentPort, { ...key, id: 'nobody' }).DescribeDomainList({}), 'AuthFailure.SecretIdNotFound');
  await refused(tencentClient(tencentPort, { ...key, secret: 'wrong' }).DescribeDomainList({}), 'AuthFailure.SignatureFailure');
});

process.exit(0);
