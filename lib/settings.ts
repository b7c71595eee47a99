import type { ReadLimits } from '#lib/azure/http/read-limits';
import type { NamedLocation } from '#lib/ranges/named-location';
import { err, ok, type Result } from '#lib/result';
import { readAksLimits } from './settings/aks.ts';
import type { ClientCredential } from './settings/client-credential.ts';
import { type ClientIpSource, readClientIpSource } from './settings/client-ip.ts';
import type { Cloud } from './settings/clouds.ts';
import { type Env, envReader, type SettingsProblem } from './settings/env-reader.ts';
import { readIdentity } from './settings/identity.ts';
import { namedLocationsSetting } from './settings/named-locations.ts';
import { readServer } from './settings/server.ts';
import { keptSessionKeys } from './settings/session-keys.ts';
import { readStorage } from './settings/storage.ts';
import { httpUrlSetting, keepForSetting, trueOrFalse, wholeNumber } from './settings/values.ts';

/** Everything an operator can choose. Read once; what is here is valid. */
export type Settings = {
  /** Origin under which browsers see the product: links, cookies and the Origin check come from it. */
  readonly publicUrl: string;
  /** Whether that origin is this machine's own: then keys may be made on the spot. */
  readonly onLoopback: boolean;
  readonly listenAddress: string;
  readonly port: number;

  /** Directory people sign in to: a GUID, a domain, or `organizations` for any. */
  readonly tenantId: string;
  readonly clientId: string;
  readonly clientCredential: ClientCredential;
  readonly cloud: Cloud;
  /** Origin of Entra ID; http only on loopback. */
  readonly authorityHost: string;
  /** Origin of Azure Resource Manager; http only on loopback. */
  readonly resourceManager: string;

  /** A PostgreSQL server; without one PGlite runs in `dataDir`. */
  readonly databaseUrl: string | undefined;
  /** Absolute path. */
  readonly dataDir: string;
  /** 32 bytes each. The first encrypts, all decrypt. */
  readonly sessionKeys: readonly Uint8Array[];
  readonly sessionIdleSeconds: number;
  readonly sessionMaxSeconds: number;
  /** How long changes and addresses are kept. */
  readonly retentionDays: number;

  readonly clientIp: ClientIpSource;
  /** Asked by the browser for its own address. */
  readonly publicIpEchoUrl: string | undefined;

  /** What the operator calls some ranges. */
  readonly namedLocations: readonly NamedLocation[];

  /** What Add my IP suggests for how long, in seconds; undefined: until somebody takes it out. */
  readonly addMyIpForSeconds: number | undefined;

  /** Look only: nothing is written to Azure. */
  readonly readOnly: boolean;
  /** Whether clusters can be opened to the internet here. */
  readonly allowOpen: boolean;
  /** A change older than this without a PUT asks whether it is still wanted. */
  readonly changeDeadlineSeconds: number;
  /** How often AKS lets one cluster be written: so many times at once, and once more after each refill. */
  readonly aksPutBurst: number;
  readonly aksPutRefillSeconds: number;
  /** The first pause before Azure is asked how an operation stands. */
  readonly aksPollMs: number;
  readonly aksReadLimits: ReadLimits;
};

/**
 * Reads all settings, or says everything that is wrong with them. On loopback, without `SESSION_KEYS`,
 * it makes the key file in the data folder.
 */
export function readSettings(env: Env): Result<Settings, readonly SettingsProblem[]> {
  const reader = envReader(env);
  const server = readServer(reader);
  const { clientCredential, ...identity } = readIdentity(reader, server.onLoopback);
  const storage = readStorage(reader, server.onLoopback);
  const echo = reader.read('PUBLIC_IP_ECHO_URL', httpUrlSetting('https://echo.example.com/ip'));
  const rest = {
    clientIp: readClientIpSource(reader),
    publicIpEchoUrl: echo?.href,
    namedLocations: reader.read('NAMED_LOCATIONS', namedLocationsSetting) ?? [],
    addMyIpForSeconds: reader.read('ADD_MY_IP_FOR', keepForSetting),
    readOnly: reader.read('READ_ONLY', trueOrFalse(true)) ?? false,
    allowOpen: reader.read('ALLOW_OPEN', trueOrFalse(false)) ?? true,
    changeDeadlineSeconds:
      reader.read('CHANGE_DEADLINE_SECONDS', wholeNumber(1, 604_800, 1800)) ?? 1800,
    ...readAksLimits(reader),
  };
  if (reader.problems.length > 0 || !clientCredential) return err(reader.problems);

  const sessionKeys =
    storage.sessionKeys.length > 0 ? storage.sessionKeys : keptSessionKeys(storage.dataDir);
  return ok({ ...server, ...identity, clientCredential, ...storage, sessionKeys, ...rest });
}

/** What was chosen, for the log: enough to see which console this is, and nothing that is secret. */
export function shownSettings({ cloud, clientCredential, databaseUrl, ...chosen }: Settings) {
  const { publicUrl, listenAddress, port, tenantId, clientId, dataDir, clientIp } = chosen;
  const { readOnly, allowOpen, retentionDays, sessionKeys } = chosen;
  return {
    publicUrl,
    listenAddress,
    port,
    cloud: cloud.name,
    tenantId,
    clientId,
    credential: clientCredential.kind,
    store: databaseUrl === undefined ? dataDir : 'PostgreSQL',
    sessionKeys: sessionKeys.length,
    clientIp: clientIp.source,
    readOnly,
    allowOpen,
    retentionDays,
  };
}

/** One line per problem, for the operator who starts the product. */
export function settingsProblemWords({ name, problem, example }: SettingsProblem): string {
  return `${name} ${problem}. Example: ${name}=${example}`;
}

// Pages, actions and routes are separate bundles in one process, so a module variable is not shared.
const holder: typeof globalThis & { drawbridgeSettings?: Settings } = globalThis;

/** This process's settings. Throws on first use, with every problem, when they are bad. */
export function settings(): Settings {
  holder.drawbridgeSettings ??= readOrThrow();
  return holder.drawbridgeSettings;
}

function readOrThrow(): Settings {
  const read = readSettings(process.env);
  if (read.ok) return read.value;
  throw new Error(`Bad settings:\n${read.error.map(settingsProblemWords).join('\n')}`);
}
