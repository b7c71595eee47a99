import { z } from 'zod';
import { readClientCredential } from './client-credential.ts';
import { clouds } from './clouds.ts';
import type { EnvReader, SettingSpec } from './env-reader.ts';
import { guidSetting, oneOf, originSetting } from './values.ts';

const cloudNames = ['AzureCloud', 'AzureUSGovernment', 'AzureChinaCloud'] as const;
const guidOrDomain = /^([0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|([a-z0-9-]+\.)+[a-z]{2,})$/;

const tenantSetting: SettingSpec<string> = {
  schema: z
    .string()
    .toLowerCase()
    .refine(
      // `common` and `consumers` would let in personal accounts, which have no clusters.
      (text) => text === 'organizations' || guidOrDomain.test(text),
      'must be a directory id (a GUID), a domain, or organizations',
    ),
  example: 'contoso.onmicrosoft.com',
};

/** Which cloud, which directory, which app registration, and how it proves itself. */
export function readIdentity(env: EnvReader, onLoopback: boolean) {
  const cloud = clouds[env.read('AZURE_CLOUD', oneOf(cloudNames, 'AzureCloud')) ?? 'AzureCloud'];
  const clientId = env.read(
    'AZURE_CLIENT_ID',
    guidSetting('the application (client) id of the app registration'),
  );
  if (!env.has('AZURE_CLIENT_ID')) {
    env.report('AZURE_CLIENT_ID', 'is required', '11112222-bbbb-3333-cccc-4444dddd5555');
  }
  if (!env.has('AZURE_TENANT_ID') && !onLoopback) {
    env.report('AZURE_TENANT_ID', 'is required except on loopback', tenantSetting.example);
  }

  return {
    tenantId: env.read('AZURE_TENANT_ID', tenantSetting) ?? 'organizations',
    clientId: clientId ?? '',
    clientCredential: readClientCredential(env),
    cloud,
    authorityHost:
      env.read('AZURE_AUTHORITY_HOST', originSetting(cloud.authorityHost)) ?? cloud.authorityHost,
    resourceManager:
      env.read('AZURE_RESOURCE_MANAGER', originSetting(cloud.resourceManager)) ??
      cloud.resourceManager,
  };
}
