import { log } from '#lib/log';
import { settings } from '#lib/settings';
import { openStore, type Store } from './store.ts';

// Pages, actions and routes are separate bundles in one process, so a module variable is not shared.
const holder: typeof globalThis & { drawbridgeStore?: Promise<Store> } = globalThis;

/** This process's store, opened on first use. Rejects when it cannot be opened; the next call tries again. */
export function currentStore(): Promise<Store> {
  holder.drawbridgeStore ??= open();
  return holder.drawbridgeStore;
}

async function open(): Promise<Store> {
  const { databaseUrl, dataDir } = settings();
  try {
    return await openStore(
      databaseUrl ? { databaseUrl } : { dataDir },
      (error) => log.warn({ err: error }, 'store trouble'),
      end,
    );
  } catch (error) {
    delete holder.drawbridgeStore;
    const name = databaseUrl ? 'DATABASE_URL' : 'DATA_DIR';
    throw new Error(`${name} leads to no store: ${whyOf(error)}`, { cause: error });
  }
}

/** Whoever watches over this process starts it again, which a database server does by itself. */
function end(error: Error): void {
  log.fatal({ err: error }, 'the database in this process has ended, and so does the process');
  process.exit(1);
}

function whyOf(error: unknown): string {
  // Where a name has several addresses, Node says of each why not, and of the whole nothing.
  if (error instanceof AggregateError) return error.errors.map(whyOf).join('; ');
  return error instanceof Error ? error.message : String(error);
}
