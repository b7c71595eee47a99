import { expect, test } from 'vitest';
import type { ClientIpSource } from '#lib/settings/client-ip';
import { observedAddress } from './client-address.ts';

const profile = '11112222-bbbb-3333-cccc-4444dddd5555';
const none: ClientIpSource = { source: 'none' };
const oneHop: ClientIpSource = { source: 'xff', trustedProxyHops: 1 };
const twoHops: ClientIpSource = { source: 'xff', trustedProxyHops: 2 };
const frontDoor: ClientIpSource = { source: 'x-azure-socketip', frontDoorId: profile };
const appService: ClientIpSource = { source: 'client-ip' };

const me = '81.2.69.142';
const everyForgery = {
  'x-forwarded-for': '73.140.245.1',
  'x-real-ip': '73.140.245.1',
  'x-azure-clientip': '73.140.245.1',
  'x-azure-socketip': '73.140.245.1',
  'client-ip': '73.140.245.1',
  forwarded: 'for=73.140.245.1',
};

const cases = [
  ['no header by default', none, everyForgery, 'not-asked'],
  ['the last hop', oneHop, { 'x-forwarded-for': `73.140.245.1, ${me}` }, me],
  ['the last hop with its port', oneHop, { 'x-forwarded-for': `73.140.245.1,${me}:51234` }, me],
  ['the only hop', oneHop, { 'x-forwarded-for': me }, me],
  [
    'the last but one behind two proxies',
    twoHops,
    { 'x-forwarded-for': `73.140.245.1, ${me}, 10.0.0.4` },
    me,
  ],
  ['nothing when a proxy is missing', twoHops, { 'x-forwarded-for': me }, 'not-sent'],
  ['nothing without the header', oneHop, { 'x-real-ip': me }, 'not-sent'],
  ['nothing from an empty hop', oneHop, { 'x-forwarded-for': `${me},` }, 'not-sent'],
  ['no private hop', oneHop, { 'x-forwarded-for': '10.0.0.4' }, 'special-purpose'],
  ['no IPv6 hop', oneHop, { 'x-forwarded-for': '2001:4860:4860::8888' }, 'ipv6'],
  ['no name', oneHop, { 'x-forwarded-for': 'unknown' }, 'not-an-address'],
  [
    'the socket that our Front Door saw',
    frontDoor,
    { ...everyForgery, 'x-azure-fdid': profile.toUpperCase(), 'x-azure-socketip': me },
    me,
  ],
  ['no other Front Door', frontDoor, { ...everyForgery, 'x-azure-fdid': 'x' }, 'wrong-front-door'],
  ['no bare Front Door header', frontDoor, everyForgery, 'wrong-front-door'],
  [
    'nothing when our Front Door is silent',
    frontDoor,
    { 'x-azure-fdid': profile, 'x-azure-clientip': me },
    'not-sent',
  ],
  ['the front end of App Service', appService, { ...everyForgery, 'client-ip': `${me}:443` }, me],
  ['nothing without App Service', appService, { 'x-forwarded-for': me }, 'not-sent'],
] as const;

for (const [what, source, headers, expected] of cases) {
  test(`believes ${what} (${source.source})`, () => {
    const seen = observedAddress(new Headers({ ...headers }), source);
    const told = seen.ok
      ? seen.value
      : seen.error.code === 'unusable'
        ? seen.error.problem.code
        : seen.error.code;
    expect(told).toBe(expected);
  });
}
