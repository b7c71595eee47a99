import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { generate } from 'selfsigned';
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest';
import { z } from 'zod';
import { credentialFor } from '#lib/auth/grants/grant';
import { callbackRoute, signInRoute } from '#lib/auth/sign-in/routes';
import { TestBrowser } from '#lib/auth/test-entra';
import { home, payloadOf, type SignInWorld, startSignInWorld } from '#lib/auth/test-sign-in';
import { log } from '#lib/log';
import type { ClientCredential } from '#lib/settings/client-credential';
import { proofProblem } from './client-proof.ts';

let world: SignInWorld;
let folder: string;
beforeAll(async () => {
  world = await startSignInWorld();
  folder = await mkdtemp(join(tmpdir(), 'proof-'));
}, 60_000);
afterAll(async () => {
  await rm(folder, { recursive: true });
  await world.close();
});
afterEach(() => {
  vi.unstubAllEnvs();
  vi.restoreAllMocks();
});

const logged = z.array(z.object({ path: z.string(), body: z.string() }));

/** Signs somebody in with a proof and answers the last form that reached the token endpoint. */
async function formSentWith(clientCredential: ClientCredential): Promise<URLSearchParams> {
  const settings = { ...world.auth.settings, clientCredential };
  const context = async () => ({ ...world.auth, settings });
  const browser = new TestBrowser();
  const entraUrl = browser.follow(await signInRoute(browser.request('/sign-in'), context));
  const callback = await browser.pick(entraUrl, await world.person());
  const landed = browser.follow(await callbackRoute(browser.request(callback), {}, context));
  expect(landed).toBe('http://localhost:3000/clusters');
  const requests = logged.parse(await world.entra.control('GET', 'requests?surface=entra'));
  return new URLSearchParams(requests.findLast(({ path }) => path.endsWith('/token'))?.body);
}

test('proves itself by its secret', async () => {
  const form = await formSentWith(world.auth.settings.clientCredential);
  expect(form.get('client_secret')).toBe('emulator-only-secret');
});

test('proves itself by a certificate, signing for this token endpoint only', async () => {
  const { private: key, cert } = await generate([{ name: 'commonName', value: 'drawbridge' }]);
  const path = join(folder, 'both.pem');
  await writeFile(path, `${key}\n${cert}`);
  const form = await formSentWith({ kind: 'certificate', path });
  expect(form.has('client_secret')).toBe(false);
  const assertion = form.get('client_assertion') ?? '';
  expect(payloadOf(assertion)).toMatchObject({
    iss: world.auth.settings.clientId,
    sub: world.auth.settings.clientId,
    aud: expect.stringContaining('/oauth2/v2.0/token'),
  });
});

const unusable: readonly (readonly [string, () => Promise<ClientCredential>])[] = [
  ['a certificate that is not there', async () => certificate('gone.pem')],
  [
    'a file that holds no certificate',
    async () => certificate('text.pem', 'to be filled by the operator'),
  ],
  [
    'the key of another certificate',
    async () => {
      const [one, two] = [await generate(), await generate()];
      return certificate('mixed.pem', `${one.private}\n${two.cert}`);
    },
  ],
];

for (const [what, make] of unusable) {
  test(`tells people that it is not accepted, and the operator why, with ${what}`, async () => {
    const warn = vi.spyOn(log, 'warn').mockImplementation(() => undefined);
    const auth = {
      ...world.auth,
      settings: { ...world.auth.settings, clientCredential: await make() },
    };
    const browser = new TestBrowser();
    const sent = await signInRoute(browser.request('/sign-in?return=/batches'), async () => auth);
    expect(world.refusalAt(browser.follow(sent))).toEqual({
      code: 'console-not-accepted',
      returnTo: '/batches',
    });
    expect(warn).toHaveBeenCalledWith(
      { err: expect.any(Error) },
      'this console cannot prove itself to Entra',
    );

    const { session } = await world.signedIn();
    const credential = credentialFor(session.grant, home, async () => auth);
    expect(await credential.token()).toMatchObject({
      error: { code: 'console-not-accepted', what: 'credential' },
    });
    expect(await proofProblem(auth.settings)).toMatch(
      /^AZURE_CLIENT_CERTIFICATE_PATH cannot be used: ./,
    );
  });
}

test('names at the start the setting of a token file that is gone, and nothing where all is well', async () => {
  const path = join(folder, 'nowhere');
  expect(await proofProblem({ clientCredential: { kind: 'federated-token-file', path } })).toMatch(
    /^AZURE_FEDERATED_TOKEN_FILE cannot be used: ENOENT/,
  );
  await writeFile(path, 'token');
  const fine: readonly ClientCredential[] = [
    { kind: 'federated-token-file', path },
    { kind: 'secret', secret: 's3cret' },
    { kind: 'managed-identity', clientId: 'id' },
  ];
  for (const clientCredential of fine) {
    expect(await proofProblem({ clientCredential })).toBeUndefined();
  }
});

test('says the same of a token file that is gone, after the sign-in', async () => {
  vi.spyOn(log, 'warn').mockImplementation(() => undefined);
  const clientCredential = { kind: 'federated-token-file', path: join(folder, 'none') } as const;
  const context = async () => ({
    ...world.auth,
    settings: { ...world.auth.settings, clientCredential },
  });
  const browser = new TestBrowser();
  const entraUrl = browser.follow(await signInRoute(browser.request('/sign-in'), context));
  const callback = await browser.pick(entraUrl, await world.person());
  const landed = browser.follow(await callbackRoute(browser.request(callback), {}, context));
  expect(world.refusalAt(landed)).toMatchObject({ code: 'console-not-accepted' });
});

async function certificate(name: string, text?: string): Promise<ClientCredential> {
  const path = join(folder, name);
  if (text !== undefined) await writeFile(path, text);
  return { kind: 'certificate', path };
}

test('proves itself by a token file, as it stands at that moment', async () => {
  const path = join(folder, 'token');
  for (const token of ['first.federated.token', 'second.federated.token']) {
    await writeFile(path, `${token}\n`);
    const form = await formSentWith({ kind: 'federated-token-file', path });
    expect(form.get('client_assertion')).toBe(token);
  }
});

test('proves itself by a token of a managed identity for the exchange', async () => {
  const asked: string[] = [];
  const identity = createServer((request, response) => {
    asked.push(request.url ?? '');
    const expires = String(Math.floor(Date.now() / 1000) + 86_400);
    response.setHeader('content-type', 'application/json');
    response.end(
      JSON.stringify({
        access_token: 'identity.token.x',
        expires_on: expires,
        token_type: 'Bearer',
      }),
    );
  });
  await new Promise<void>((listening) => identity.listen(0, '127.0.0.1', listening));
  const address = z.object({ port: z.number() }).parse(identity.address());
  vi.stubEnv('IDENTITY_ENDPOINT', `http://127.0.0.1:${address.port}/msi`);
  vi.stubEnv('IDENTITY_HEADER', 'x');

  const form = await formSentWith({ kind: 'managed-identity', clientId: home });
  identity.close();
  expect(form.get('client_assertion')).toBe('identity.token.x');
  const query = new URL(asked[0] ?? '', 'http://localhost').searchParams;
  expect(query.get('resource')).toBe('api://AzureADTokenExchange');
  expect(query.get('client_id')).toBe(home);
});
