import { randomUUID } from 'node:crypto';
import pg from 'pg';

// A tool of tests. No part of the product.

/**
 * Makes an empty database on the server of this run of tests, for one file alone; files run side by
 * side. Answers its URL.
 */
export async function freshDatabase(): Promise<string> {
  const server = process.env['TEST_DATABASE_URL'];
  if (!server)
    throw new Error('No server: run this with the project "postgres" of vitest.config.ts');
  const name = `test_${randomUUID().replaceAll('-', '')}`;
  const client = new pg.Client({ connectionString: server });
  await client.connect();
  await client.query(`create database ${name}`);
  await client.end();
  const url = new URL(server);
  url.pathname = name;
  return url.href;
}
