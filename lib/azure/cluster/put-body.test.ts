import fc from 'fast-check';
import { parse, stringify } from 'lossless-json';
import { expect, test } from 'vitest';
import { putBody } from './put-body.ts';

const sent = (text: string, entries: readonly string[] = []) => putBody({ text }, entries);
const withProfile = (profile: string) => `{"properties":{${profile}}}`;

const lists = [
  [
    'replaces the list where it stands',
    '"apiServerAccessProfile":{"a":1,"authorizedIPRanges":["x"],"b":2},"z":3',
    '"apiServerAccessProfile":{"a":1,"authorizedIPRanges":["73.140.245.0/24"],"b":2},"z":3',
  ],
  [
    'adds a list to a profile without one',
    '"apiServerAccessProfile":{"enablePrivateCluster":false}',
    '"apiServerAccessProfile":{"enablePrivateCluster":false,"authorizedIPRanges":["73.140.245.0/24"]}',
  ],
  [
    'fills an empty profile',
    '"apiServerAccessProfile":{}',
    '"apiServerAccessProfile":{"authorizedIPRanges":["73.140.245.0/24"]}',
  ],
  [
    'replaces a profile that is null',
    '"apiServerAccessProfile":null',
    '"apiServerAccessProfile":{"authorizedIPRanges":["73.140.245.0/24"]}',
  ],
  [
    'adds a profile to a cluster without one',
    '"dnsPrefix":"d"',
    '"dnsPrefix":"d","apiServerAccessProfile":{"authorizedIPRanges":["73.140.245.0/24"]}',
  ],
  [
    'leaves public network access as it stands, of whatever kind',
    '"publicNetworkAccess":"SecuredByPerimeter","apiServerAccessProfile":{}',
    '"publicNetworkAccess":"SecuredByPerimeter","apiServerAccessProfile":{"authorizedIPRanges":["73.140.245.0/24"]}',
  ],
] as const;

for (const [behaviour, before, after] of lists) {
  test(behaviour, () => {
    expect(sent(withProfile(before), ['73.140.245.0/24'])).toBe(withProfile(after));
  });
}

test('opens a cluster with an empty list, not with an absent one', () => {
  const before = withProfile('"apiServerAccessProfile":{"authorizedIPRanges":["73.140.245.0/24"]}');
  expect(sent(before)).toBe(withProfile('"apiServerAccessProfile":{"authorizedIPRanges":[]}'));
});

test('writes entries as they stand, whatever they are', () => {
  const entries = [
    'AzureCloud',
    '1.2.3.4',
    '10.0.0.1/8',
    '2001:db8::/32',
    'a "quoted" \\ thing',
    '',
  ];
  const body = sent(withProfile(''), entries);
  expect(parse(body)).toEqual({
    properties: { apiServerAccessProfile: { authorizedIPRanges: entries } },
  });
});

const list = '"apiServerAccessProfile":{"authorizedIPRanges":[]}';

const stripped = [
  [
    'what identifies the cluster',
    `{"id":"/x","name":"n","type":"t","location":"l","systemData":{},"eTag":"e","properties":{${list}}}`,
    `{"location":"l","properties":{${list}}}`,
  ],
  [
    'its state',
    withProfile(
      `"provisioningState":"Succeeded","powerState":{"code":"Running"},"fqdn":"f",${list}`,
    ),
    withProfile(list),
  ],
  [
    'the eTag and node image of a pool, not its power state',
    withProfile(
      `"agentPoolProfiles":[{"name":"p","eTag":"e","nodeImageVersion":"v","powerState":{"code":"Stopped"}}],${list}`,
    ),
    withProfile(`"agentPoolProfiles":[{"name":"p","powerState":{"code":"Stopped"}}],${list}`),
  ],
  [
    'zones of a pool that has none',
    withProfile(
      `"agentPoolProfiles":[{"availabilityZones":[]},{"availabilityZones":["1"]}],${list}`,
    ),
    withProfile(`"agentPoolProfiles":[{},{"availabilityZones":["1"]}],${list}`),
  ],
  [
    'the profile of a load balancer that the nodes do not leave by',
    withProfile(`"networkProfile":{"loadBalancerProfile":{},"natGatewayProfile":{}},${list}`),
    withProfile(`"networkProfile":{"natGatewayProfile":{}},${list}`),
  ],
  [
    'it also where it names nothing but what Azure found',
    withProfile(
      `"networkProfile":{"loadBalancerProfile":{"effectiveOutboundIPs":[{"id":"/a"}]}},${list}`,
    ),
    withProfile(`"networkProfile":{},${list}`),
  ],
  [
    'the identity of an add-on, whatever its name',
    withProfile(
      `"addonProfiles":{"omsagent":{"enabled":true,"identity":{"clientId":"c"}}},${list}`,
    ),
    withProfile(`"addonProfiles":{"omsagent":{"enabled":true}},${list}`),
  ],
  [
    'ids of assigned identities',
    `{"identity":{"type":"UserAssigned","principalId":"p","userAssignedIdentities":{"/a.b/c":{"clientId":"c","x":1}}},"properties":{${list}}}`,
    `{"identity":{"type":"UserAssigned","userAssignedIdentities":{"/a.b/c":{"x":1}}},"properties":{${list}}}`,
  ],
  [
    'nothing of the same name elsewhere',
    `{"tags":{"id":"1","eTag":"2","fqdn":"3"},"properties":{"fqdnSubdomain":"s","future":{"provisioningState":"x","id":"y"},${list}}}`,
    `{"tags":{"id":"1","eTag":"2","fqdn":"3"},"properties":{"fqdnSubdomain":"s","future":{"provisioningState":"x","id":"y"},${list}}}`,
  ],
] as const;

for (const [what, before, after] of stripped) {
  test(`leaves out ${what}`, () => {
    expect(sent(before)).toBe(after);
  });
}

test('keeps the spelling of numbers, keys and strings, and the order of keys', () => {
  const kept = `"big":9007199254740993,"price":-1.0,"10":1,"2":2,"__proto__":{"a":1},"s":"\\u00e9"`;
  const text = `{"tags":{${kept}},"properties":{${kept},${list}}}`;
  expect(sent(text)).toBe(text);
});

test('changes nothing of an unknown cluster but the list', () => {
  const name = fc.stringMatching(/^[a-z][A-Za-z0-9]{0,8}$/).map((text) => `future${text}`);
  const unknown = fc.dictionary(name, fc.jsonValue(), { noNullPrototype: true });
  fc.assert(
    fc.property(unknown, unknown, unknown, (top, properties, profile) => {
      const before = JSON.stringify({
        ...top,
        properties: {
          ...properties,
          apiServerAccessProfile: { ...profile, authorizedIPRanges: ['x'] },
        },
      });
      const after = before.replace(/"authorizedIPRanges":\["x"\]/, '"authorizedIPRanges":["y"]');
      expect(sent(before, ['y'])).toBe(after);
    }),
  );
});

test('sends white space of its own, and what a lossless parser would', () => {
  const text = '{\n  "properties": {\n    "n": 1.10,\n    "apiServerAccessProfile": {}\n  }\n}';
  const expected = { properties: { apiServerAccessProfile: { authorizedIPRanges: [] } } };
  expect(parse(sent(text))).toMatchObject(expected);
  expect(stringify(parse(sent(text)))).toBe(sent(text));
});
