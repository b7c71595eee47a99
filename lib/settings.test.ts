import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { readSettings, settingsProblemWords, shownSettings } from './settings.ts';

const id = '11112222-bbbb-3333-cccc-4444dddd5555';
const key = Buffer.alloc(32, 7).toString('base64');

const least = { AZURE_CLIENT_ID: id, AZURE_CLIENT_SECRET: 's3cret', SESSION_KEYS: key };
const deployed = {
  ...least,
  PUBLIC_URL: 'https://drawbridge.example.com',
  AZURE_TENANT_ID: 'contoso.onmicrosoft.com',
};

function read(env: Record<string, string | undefined>) {
  const result = readSettings(env);
  if (!result.ok) throw new Error(result.error.map(settingsProblemWords).join('\n'));
  return result.value;
}

function problems(env: Record<string, string | undefined>) {
  const result = readSettings(env);
  return result.ok ? [] : result.error.map(({ name, problem }) => `${name} ${problem}`);
}

test('needs only an app registration on loopback, and has the documented defaults', () => {
  expect(read(least)).toMatchObject({
    publicUrl: 'http://localhost:3000',
    onLoopback: true,
    listenAddress: '127.0.0.1',
    port: 3000,
    tenantId: 'organizations',
    authorityHost: 'https://login.microsoftonline.com',
    resourceManager: 'https://management.azure.com',
    sessionIdleSeconds: 3600,
    sessionMaxSeconds: 43_200,
    retentionDays: 90,
    clientIp: { source: 'none' },
    readOnly: false,
    allowOpen: true,
    changeDeadlineSeconds: 1800,
    aksPutBurst: 20,
    aksPutRefillSeconds: 60,
    aksPollMs: 1000,
    aksReadLimits: {
      get: { burst: 60, perSecond: 1 },
      list: { burst: 500, perSecond: 1 },
      groupList: { burst: 60, perSecond: 1 },
      poll: { burst: 200, perSecond: 2 },
    },
  });
});

test('takes a blank setting as not set', () => {
  expect(read({ ...least, PORT: '', PUBLIC_URL: '  ' }).publicUrl).toBe('http://localhost:3000');
});

test('derives the public URL from the port', () => {
  expect(read({ ...least, PORT: '8080' }).publicUrl).toBe('http://localhost:8080');
});

test('takes the trailing slash that workload identity puts behind the authority host', () => {
  const env = { ...least, AZURE_AUTHORITY_HOST: 'https://login.microsoftonline.com/' };
  expect(read(env).authorityHost).toBe('https://login.microsoftonline.com');
});

const clouds = [
  ['AzureCloud', 'https://login.microsoftonline.com', 'https://management.azure.com'],
  ['AzureUSGovernment', 'https://login.microsoftonline.us', 'https://management.usgovcloudapi.net'],
  [
    'AzureChinaCloud',
    'https://login.partner.microsoftonline.cn',
    'https://management.chinacloudapi.cn',
  ],
] as const;

for (const [AZURE_CLOUD, authorityHost, resourceManager] of clouds) {
  test(`knows where ${AZURE_CLOUD} is, and asks for its own permission`, () => {
    const settings = read({ ...deployed, AZURE_CLOUD });
    expect(settings).toMatchObject({ authorityHost, resourceManager });
    expect(settings.cloud.scope).toBe(`${resourceManager}/user_impersonation`);
  });
}

test('keeps asking for the permission of the cloud when the resource manager is an emulator', () => {
  const settings = read({ ...least, AZURE_RESOURCE_MANAGER: 'http://127.0.0.1:4010' });
  expect(settings.resourceManager).toBe('http://127.0.0.1:4010');
  expect(settings.cloud.scope).toBe('https://management.azure.com/user_impersonation');
});

const credentials = [
  [{ AZURE_CLIENT_SECRET: 's3cret' }, { kind: 'secret', secret: 's3cret' }],
  [{ AZURE_CLIENT_CERTIFICATE_PATH: '/c.pem' }, { kind: 'certificate', path: '/c.pem' }],
  [{ AZURE_FEDERATED_TOKEN_FILE: '/t' }, { kind: 'federated-token-file', path: '/t' }],
  [{ AZURE_MANAGED_IDENTITY_CLIENT_ID: id }, { kind: 'managed-identity', clientId: id }],
] as const;

for (const [env, clientCredential] of credentials) {
  test(`proves itself by ${clientCredential.kind}`, () => {
    const settings = read({ ...least, AZURE_CLIENT_SECRET: undefined, ...env });
    expect(settings.clientCredential).toEqual(clientCredential);
  });
}

const sources = [
  [{}, { source: 'none' }],
  [{ CLIENT_IP_SOURCE: 'client-ip' }, { source: 'client-ip' }],
  [
    { CLIENT_IP_SOURCE: 'xff', TRUSTED_PROXY_HOPS: '2' },
    { source: 'xff', trustedProxyHops: 2 },
  ],
  [
    { CLIENT_IP_SOURCE: 'x-azure-socketip', AZURE_FRONT_DOOR_ID: id.toUpperCase() },
    { source: 'x-azure-socketip', frontDoorId: id },
  ],
] as const;

for (const [env, clientIp] of sources) {
  test(`believes ${clientIp.source} about the caller`, () => {
    expect(read({ ...least, ...env }).clientIp).toEqual(clientIp);
  });
}

const secure = 'must be an https URL (http only for localhost)';
const refused = [
  ['PORT', '70000', 'must be a whole number from 1 to 65535'],
  ['PORT', '3000x', 'must be a whole number from 1 to 65535'],
  ['LISTEN_ADDRESS', 'my-machine', 'must be an IP address of this machine, not a name'],
  ['PUBLIC_URL', 'http://drawbridge.example.com', secure],
  ['PUBLIC_URL', 'drawbridge.example.com', secure],
  ['PUBLIC_URL', 'https://me:pass@drawbridge.example.com', secure],
  [
    'PUBLIC_URL',
    'https://drawbridge.example.com/tool',
    'must be an origin, without a path behind it',
  ],
  ['PUBLIC_URL', 'http://localhost.example.com', secure],
  ['AZURE_AUTHORITY_HOST', 'http://login.example.com', secure],
  ['AZURE_RESOURCE_MANAGER', 'http://10.0.0.1', secure],
  ['AZURE_TENANT_ID', 'common', 'must be a directory id (a GUID), a domain, or organizations'],
  ['AZURE_TENANT_ID', 'a/b', 'must be a directory id (a GUID), a domain, or organizations'],
  [
    'AZURE_CLIENT_ID',
    'my-app',
    'must be the application (client) id of the app registration, a GUID',
  ],
  ['AZURE_CLOUD', 'Mars', 'must be one of AzureCloud, AzureUSGovernment, AzureChinaCloud'],
  ['DATABASE_URL', 'mysql://db', 'must be a PostgreSQL URL'],
  ['SESSION_KEYS', 'short', 'must be base64 of 32 bytes each, separated by commas'],
  ['SESSION_KEYS', `${key},`, 'must be base64 of 32 bytes each, separated by commas'],
  ['SESSION_KEYS', `!${key}`, 'must be base64 of 32 bytes each, separated by commas'],
  ['SESSION_IDLE_SECONDS', '50000', 'must not be more than SESSION_MAX_SECONDS'],
  ['RETENTION_DAYS', '0', 'must be a whole number from 1 to 3650'],
  ['READ_ONLY', 'yes', 'must be true or false'],
  ['ALLOW_OPEN', '1', 'must be true or false'],
  ['ADD_MY_IP_FOR', '2h', 'must be one of 1h, 8h, 24h, 7d'],
  ['CLIENT_IP_SOURCE', 'x-real-ip', 'must be one of none, xff, x-azure-socketip, client-ip'],
  ['CLIENT_IP_SOURCE', 'xff', undefined],
  ['TRUSTED_PROXY_HOPS', '1', 'has no effect unless CLIENT_IP_SOURCE is xff'],
  ['AZURE_FRONT_DOOR_ID', id, 'has no effect unless CLIENT_IP_SOURCE is x-azure-socketip'],
  ['PUBLIC_IP_ECHO_URL', 'http://echo.example.com', secure],
  [
    'AZURE_CLIENT_CERTIFICATE_PATH',
    '/c.pem',
    'is one too many: AZURE_CLIENT_SECRET is set as well',
  ],
] as const;

for (const [name, value, problem] of refused) {
  test(`refuses ${name}=${value}`, () => {
    const expected =
      problem === undefined
        ? 'TRUSTED_PROXY_HOPS is required when CLIENT_IP_SOURCE is xff'
        : `${name} ${problem}`;
    expect(problems({ ...deployed, [name]: value })).toEqual([expected]);
  });
}

test('asks for a Front Door id before believing Front Door', () => {
  expect(problems({ ...deployed, CLIENT_IP_SOURCE: 'x-azure-socketip' })).toEqual([
    'AZURE_FRONT_DOOR_ID is required when CLIENT_IP_SOURCE is x-azure-socketip',
  ]);
});

test('names everything that is missing away from loopback, at once', () => {
  expect(problems({ PUBLIC_URL: 'https://drawbridge.example.com' })).toEqual([
    'AZURE_CLIENT_ID is required',
    'AZURE_TENANT_ID is required except on loopback',
    'AZURE_CLIENT_SECRET is required, or one of AZURE_CLIENT_CERTIFICATE_PATH, AZURE_FEDERATED_TOKEN_FILE, AZURE_MANAGED_IDENTITY_CLIENT_ID',
    'SESSION_KEYS is required except on loopback',
  ]);
});

test('never repeats a value in a problem', () => {
  const bad = { ...deployed, SESSION_KEYS: 'topsecret', DATABASE_URL: 'topsecret' };
  expect(problems(bad)).toEqual(Array(2).fill(expect.not.stringContaining('topsecret')));
});

function newDataDir(): string {
  const parent = mkdtempSync(join(tmpdir(), 'settings-'));
  onTestFinished(() => rmSync(parent, { recursive: true }));
  return join(parent, 'data');
}

test('makes a session key on loopback once, for this user alone', () => {
  const DATA_DIR = newDataDir();
  const env = { ...least, SESSION_KEYS: undefined, DATA_DIR };
  const first = read(env).sessionKeys;
  const path = join(DATA_DIR, 'session-keys');
  expect(first[0]).toHaveLength(32);
  expect(read(env).sessionKeys).toEqual(first);
  expect(statSync(path).mode & 0o777).toBe(0o600);
  expect(readFileSync(path, 'utf8')).toBe(Buffer.from(first[0] ?? []).toString('base64'));
});

test('decrypts with several session keys in their order', () => {
  const second = Buffer.alloc(32, 9).toString('base64');
  const { sessionKeys } = read({ ...least, SESSION_KEYS: `${key}, ${second}` });
  expect(sessionKeys.map((one) => one[0])).toEqual([7, 9]);
});

test('does not make a key when anything else is wrong', () => {
  const DATA_DIR = newDataDir();
  problems({ ...least, SESSION_KEYS: undefined, DATA_DIR, PORT: 'x' });
  expect(() => statSync(DATA_DIR)).toThrow('ENOENT');
});

test('reads how much AKS answers as a burst and a rate', () => {
  const { aksReadLimits } = read({ ...least, AKS_GET_LIMIT: '120/0.5', AKS_POLL_LIMIT: '9/10' });
  expect(aksReadLimits.get).toEqual({ burst: 120, perSecond: 0.5 });
  expect(aksReadLimits.poll).toEqual({ burst: 9, perSecond: 10 });
});

test.each(['60', '60/0', '0/1', '60/1/s', 'many', '60/0.00'])('refuses the rate %s', (rate) => {
  expect(problems({ ...least, AKS_GET_LIMIT: rate })).toEqual([
    'AKS_GET_LIMIT must be two numbers, so many at once and so many more each second',
  ]);
});

test('shows in the log what was chosen, and none of its secrets', () => {
  const databaseUrl = 'postgres://drawbridge:geheim@db/drawbridge';
  const shown = shownSettings(read({ ...deployed, DATABASE_URL: databaseUrl, READ_ONLY: 'true' }));
  expect(shown).toMatchObject({ store: 'PostgreSQL', credential: 'secret', readOnly: true });
  expect(shown).toMatchObject({ publicUrl: deployed.PUBLIC_URL, sessionKeys: 1, clientIp: 'none' });
  for (const secret of ['s3cret', 'geheim', key]) {
    expect(JSON.stringify(shown)).not.toContain(secret);
  }
});
