// The two SDKs, pointed at a port of this machine.
import alidns from '@alicloud/alidns20150109';
import tencent from 'tencentcloud-sdk-nodejs-dnspod';

export const models = alidns;

export const alidnsClient = (port, { id, secret, token }) =>
  new alidns.default({
    accessKeyId: id,
    accessKeySecret: secret,
    securityToken: token,
    endpoint: `127.0.0.1:${port}`,
    protocol: 'http',
  });

export const tencentClient = (port, { id, secret, token }, reqMethod = 'POST', signMethod = undefined) =>
  new tencent.dnspod.v20210323.Client({
    credential: { secretId: id, secretKey: secret, token },
    region: '',
    profile: { signMethod, httpProfile: { endpoint: `127.0.0.1:${port}`, protocol: 'http://', reqMethod } },
  });
