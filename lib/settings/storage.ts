import { resolve } from 'node:path';
import { z } from 'zod';
import type { EnvReader, SettingSpec } from './env-reader.ts';
import { sessionKeysSetting } from './session-keys.ts';
import { anyText, wholeNumber } from './values.ts';

/** One day, in seconds. */
const day = 86_400;

const databaseSetting: SettingSpec<string> = {
  schema: z
    .string()
    .refine(
      (text) => URL.canParse(text) && /^postgres(ql)?:$/.test(new URL(text).protocol),
      'must be a PostgreSQL URL',
    ),
  example: 'postgres://drawbridge:password@db.example.com/drawbridge',
};

/** Where things are kept, under which keys, and for how long. */
export function readStorage(env: EnvReader, onLoopback: boolean) {
  const sessionKeys = env.read('SESSION_KEYS', sessionKeysSetting);
  if (!env.has('SESSION_KEYS') && !onLoopback) {
    env.report('SESSION_KEYS', 'is required except on loopback', sessionKeysSetting.example);
  }
  const sessionIdleSeconds = env.read('SESSION_IDLE_SECONDS', wholeNumber(1, day, 3600)) ?? 3600;
  const sessionMaxSeconds =
    env.read('SESSION_MAX_SECONDS', wholeNumber(1, 30 * day, 43_200)) ?? 43_200;
  if (sessionIdleSeconds > sessionMaxSeconds) {
    env.report('SESSION_IDLE_SECONDS', 'must not be more than SESSION_MAX_SECONDS', '3600');
  }

  return {
    databaseUrl: env.read('DATABASE_URL', databaseSetting),
    dataDir: resolve(/*turbopackIgnore: true*/ env.read('DATA_DIR', anyText('./data')) ?? './data'),
    sessionKeys: sessionKeys ?? [],
    sessionIdleSeconds,
    sessionMaxSeconds,
    retentionDays: env.read('RETENTION_DAYS', wholeNumber(1, 3650, 90)) ?? 90,
  };
}
