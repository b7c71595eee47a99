import type pg from 'pg';

/**
 * How every connection to a server is made. Balancers and NAT forget one that is quiet for some minutes
 * (Azure's for four), and the kernel's own sign of life comes after two hours.
 */
export function connectionOf(databaseUrl: string) {
  return {
    connectionString: databaseUrl,
    connectionTimeoutMillis: 10_000,
    keepAlive: true,
    keepAliveInitialDelayMillis: 30_000,
  } satisfies pg.ClientConfig;
}
