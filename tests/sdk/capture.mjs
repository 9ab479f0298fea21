// Makes calls with the vendors' SDKs against a plain listener and prints, as one JSON document, what they sent and what they declare.
import { readFileSync } from 'node:fs';
import http from 'node:http';
import { createRequire } from 'node:module';
import { alidnsClient, models, tencentClient } from './sdks.mjs';

const lasting = { id: 'testid', secret: 'testsecret' };
const temporary = { ...lasting, token: 'testtoken' };
const calls = [];
let sent;

const listener = http.createServer((request, response) => {
  const body = [];
  request.on('data', (part) => body.push(part));
  request.on('end', () => {
    const headers = [];
    for (let i = 0; i < request.rawHeaders.length; i += 2) headers.push([request.rawHeaders[i], request.rawHeaders[i + 1]]);
    sent = { method: request.method, target: request.url, headers, body: Buffer.concat(body).toString() };
    response.setHeader('content-type', 'application/json');
    response.end(JSON.stringify({ RequestId: 'r', Response: { RequestId: 'r' } }));
  });
});
await new Promise((ready) => listener.listen(0, '127.0.0.1', ready));
const { port } = listener.address();

const call = async (name, action, work) => {
  await work();
  calls.push({ name, action, ...sent });
};

const alidns = async (name, credentials, action, parameters) => {
  const method = action[0].toLowerCase() + action.slice(1);
  await call(name, action, () => alidnsClient(port, credentials)[method](new models[`${action}Request`](parameters)));
};

const tencent = async (name, credentials, action, parameters, ...mode) =>
  call(name, action, () => tencentClient(port, credentials, ...mode)[action](parameters));

await alidns('alidns: zones', lasting, 'DescribeDomains', { pageNumber: 1, pageSize: 100 });
await alidns('alidns: records', lasting, 'DescribeDomainRecords', { domainName: 'example.com', pageNumber: 1, pageSize: 500 });
await alidns('alidns: add text', lasting, 'AddDomainRecord', {
  domainName: 'example.com', RR: '_acme-challenge', type: 'TXT', value: "a b+c~*'(测试)!", TTL: 600, line: 'default',
});
await alidns('alidns: add wildcard', temporary, 'AddDomainRecord', {
  domainName: '例子.中国', RR: '*', type: 'AAAA', value: '2001:db8::1', TTL: 600, line: 'telecom',
});
await alidns('alidns: update mail', lasting, 'UpdateDomainRecord', {
  recordId: '9999985', RR: '@', type: 'MX', value: 'mx.example.net', TTL: 1200, priority: 10, line: 'default',
});
await alidns('alidns: remark', lasting, 'UpdateDomainRecordRemark', { recordId: '9999985', remark: 'mooring 主机' });
await alidns('alidns: delete', temporary, 'DeleteDomainRecord', { recordId: '9999985' });

await tencent('tencent: zones', lasting, 'DescribeDomainList', { Offset: 0, Limit: 3000 });
await tencent('tencent: records', lasting, 'DescribeRecordList', {
  Domain: 'example.com', DomainId: 62, Offset: 0, Limit: 3000, ErrorOnEmpty: 'no',
});
await tencent('tencent: add text', lasting, 'CreateRecord', {
  Domain: 'example.com', DomainId: 62, SubDomain: '_acme-challenge', RecordType: 'TXT', RecordLine: '默认', RecordLineId: '0',
  Value: "a b+c~*'(测试)!", TTL: 600, Remark: 'mooring',
});
await tencent('tencent: update mail', temporary, 'ModifyRecord', {
  Domain: 'example.com', DomainId: 62, SubDomain: '@', RecordType: 'MX', RecordLine: '电信', RecordLineId: '10=0', Value: 'mx.example.net',
  RecordId: 2183921139, MX: 10, TTL: 1200, Weight: 5, Status: 'DISABLE', Remark: 'hands off',
});
await tencent('tencent: remark', lasting, 'ModifyRecordRemark', { Domain: 'example.com', DomainId: 62, RecordId: 17, Remark: 'mooring' });
await tencent('tencent: delete', lasting, 'DeleteRecord', { Domain: 'example.com', DomainId: 62, RecordId: 17 });
await tencent('tencent: by query', lasting, 'DescribeRecordList', { Domain: 'example.com', Subdomain: '*', Limit: 3000 }, 'GET');

// What the SDKs declare: parameter by parameter the type, and whether it may be left out (the Alibaba SDK does not say).
const declared = {};
for (const { name, action } of calls) {
  if (name.startsWith('alidns')) {
    const request = models[`${action}Request`];
    declared[action] = Object.fromEntries(
      Object.entries(request.names()).map(([member, parameter]) => [parameter, { type: request.types()[member], optional: true }]),
    );
  }
}

const require = createRequire(import.meta.url);
const main = require.resolve('tencentcloud-sdk-nodejs-dnspod');
const declarations = readFileSync(
  new URL('services/dnspod/v20210323/dnspod_models.d.ts', `file://${main.slice(0, main.lastIndexOf('/tencentcloud/'))}/tencentcloud/`),
  'utf8',
);
for (const { name, action } of calls) {
  if (name.startsWith('tencent')) {
    const [, members] = new RegExp(`interface ${action}Request \\{([^}]*)\\}`).exec(declarations);
    declared[action] = Object.fromEntries(
      [...members.matchAll(/^ {4}(\w+)(\??): ([\w<>[\]]+);/gm)].map(([, parameter, optional, type]) => [parameter, { type, optional: optional === '?' }]),
    );
  }
}

listener.close();
process.stdout.write(JSON.stringify({ calls, declared }), () => process.exit(0));
