import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { root } from './lib/children.ts';

// Next takes what is no number for 3000 and writes that over it, so the settings could not tell.
const port = process.env['PORT']?.trim() || '3000';
if (!/^[1-9]\d{0,4}$/.test(port) || Number(port) > 65_535) {
  const problem = 'PORT must be a whole number from 1 to 65535. Example: PORT=3000';
  console.error(`Drawbridge cannot start.\n${problem}`);
  process.exit(1);
}
process.env['PORT'] = port;

const server = join(root, '.next/standalone/server.js');
if (!existsSync(server)) {
  console.error('Drawbridge is not built yet. Run: npm run build');
  process.exit(1);
}

// Next's server changes into its own folder, which every build empties: a relative path means the
// folder in which it was started.
process.env['DATA_DIR'] ||= 'data';
for (const name of ['DATA_DIR', 'AZURE_CLIENT_CERTIFICATE_PATH', 'AZURE_FEDERATED_TOKEN_FILE']) {
  const path = process.env[name];
  if (path) process.env[name] = resolve(path);
}

// Containers set HOSTNAME to their own name, which Next would take for the address to listen on.
process.env['HOSTNAME'] = process.env['LISTEN_ADDRESS'] || '127.0.0.1';
// Longer than a proxy in front keeps a quiet connection (nginx a minute, Next by itself five seconds): who
// sends a request on one that is being closed gets no answer.
process.env['KEEP_ALIVE_TIMEOUT'] ||= '75000';

// While it starts there is nothing to finish; lib/stop-on-signal.ts takes over when there is. Next's own way
// to stop waits for every connection to end, which a proxy or a probe keeps, and answers on them meanwhile.
process.env['NEXT_MANUAL_SIG_HANDLE'] = 'true';
for (const signal of ['SIGTERM', 'SIGINT']) process.on(signal, () => process.exit(0));

await import(pathToFileURL(server).href);
