import type { EnvReader } from './env-reader.ts';
import { isLoopbackHost, listenAddressSetting, originSetting, wholeNumber } from './values.ts';

/** Where the product listens and under which origin browsers see it. */
export function readServer(env: EnvReader) {
  const port = env.read('PORT', wholeNumber(1, 65_535, 3000)) ?? 3000;
  const publicUrl =
    env.read('PUBLIC_URL', originSetting('https://drawbridge.example.com')) ??
    `http://localhost:${port}`;
  return {
    publicUrl,
    onLoopback: isLoopbackHost(new URL(publicUrl).hostname),
    listenAddress: env.read('LISTEN_ADDRESS', listenAddressSetting) ?? '127.0.0.1',
    port,
  };
}
