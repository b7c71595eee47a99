import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { root } from './lib/children.ts';

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
process.env['PORT'] ||= '3000';

await import(pathToFileURL(server).href);
