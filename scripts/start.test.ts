import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { root } from './lib/children.ts';

test.each(['abc', '0', '65536', '80.5'])('does not start on the port %s', (port) => {
  const start = join(root, 'scripts/start.ts');
  const { status, stderr } = spawnSync(process.execPath, [start], {
    env: { ...process.env, PORT: port },
    encoding: 'utf8',
  });
  expect(status).toBe(1);
  expect(stderr).toContain('PORT must be a whole number from 1 to 65535. Example: PORT=3000');
});
