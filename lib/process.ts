import { noteExchanges } from '#lib/answer-status';
import { type AuthContext, authContext } from '#lib/auth/context';
import { proofProblem } from '#lib/auth/entra/client-proof';
import { grantFinder } from '#lib/auth/grants/find-grant';
import { credentialFor } from '#lib/auth/grants/grant';
import { forgetUnused } from '#lib/auth/sign-in/sign-out';
import { makeRowMemory, type RowMemory } from '#lib/azure/fleet/row-memory';
import { type Arm, createArm } from '#lib/azure/http/arm';
import { azurePort } from '#lib/changes/azure-port';
import { clockBy, type LedgerParts, startLedger, stopLedger } from '#lib/changes/current';
import { grantsWithUnfinished } from '#lib/changes/ledger';
import { postgresLedger } from '#lib/changes/postgres/ledger';
import { type Directories, makeDirectories } from '#lib/known-directories';
import { log } from '#lib/log';
import { logConsole } from '#lib/log/console';
import { logRefused } from '#lib/log/refused-answer';
import { noteAnswers } from '#lib/open-answers';
import { type LastTimes, makeLastTimes } from '#lib/readings/last-time';
import { type FleetReading, fleetLimits } from '#lib/readings/reading';
import { makeSnapshots, type Snapshots } from '#lib/readings/snapshots';
import { ok } from '#lib/result';
import {
  readSettings,
  type Settings,
  settings,
  settingsProblemWords,
  shownSettings,
} from '#lib/settings';
import { isStopping, noticedStop, stopOnSignal } from '#lib/stop-on-signal';
import { currentStore } from '#lib/store/current';
import type { Store } from '#lib/store/store';
import { startTelemetry, type Telemetry } from '#lib/telemetry/telemetry';

/** What lives as long as the process and is shared by pages, actions and routes. */
type Parts = {
  readonly arm: Arm;
  readonly directories: Directories;
  /** Each grant's own fleet. */
  readonly fleets: Snapshots<FleetReading>;
  readonly lastTimes: LastTimes;
  /** Of everybody. */
  readonly rowMemory: RowMemory;
};

// Pages, actions and routes are separate bundles in one process, so a module variable is not shared.
const holder: typeof globalThis & { drawbridgeParts?: Parts } = globalThis;

/** The parts of this process. Throws before `startProcess`. */
export function currentParts(): Parts {
  if (holder.drawbridgeParts === undefined) throw new Error('The process has not been started');
  return holder.drawbridgeParts;
}

const minute = 60_000;

/**
 * Starts the process: settings, store, ledger. Bad settings, and files or a store that cannot be opened, end
 * it at once, with what is wrong on standard error.
 */
export async function startProcess(): Promise<void> {
  noteExchanges();
  const answers = noteAnswers(isStopping);
  if (process.env.NODE_ENV === 'production') logConsole();
  const chosen = readSettings(process.env);
  if (!chosen.ok) return giveUp(chosen.error.map(settingsProblemWords));
  const started = start(settings());
  stopOnSignal(async () => {
    const { clear, store, telemetry } = await started;
    const noticed = noticedStop(chosen.value);
    clear();
    await stopLedger(() => noticed.then(answers.lastGiven));
    await store.close();
    await telemetry?.stop();
  });
  try {
    await started;
  } catch (error) {
    giveUp([error instanceof Error ? error.message : String(error)]);
  }
}

/** What is to be put away at the end. */
type Started = {
  readonly store: Store;
  readonly telemetry: Telemetry | undefined;
  readonly clear: () => void;
};

async function start(chosen: Settings): Promise<Started> {
  const problem = await proofProblem(chosen);
  if (problem !== undefined) throw new Error(problem);
  const store = await currentStore();
  const telemetry = await startTelemetry(process.env);
  const auth = authContext(store.db, chosen);
  const arm = createArm({
    resourceManager: chosen.resourceManager,
    readLimits: chosen.aksReadLimits,
    onCall: (call) => {
      log.debug({ call }, 'azure');
      telemetry?.azureCall(call);
    },
    onRefused: (answer) => logRefused('Azure', answer),
    // How old an answer is, is asked of what the ledger has stored.
    now: store.now,
  });
  const fleets = makeSnapshots<FleetReading>(fleetLimits);
  const lastTimes = makeLastTimes();
  const rowMemory = makeRowMemory();
  holder.drawbridgeParts = { arm, directories: makeDirectories(), fleets, lastTimes, rowMemory };
  const grantOf = grantFinder(auth);
  await startLedger({
    store: postgresLedger(store, chosen.cloud.name),
    clock: clockBy(store.now),
    azure: azurePort(arm, async ({ grantId, tenantId }) => {
      const grant = await grantOf(grantId);
      return grant.ok ? ok(credentialFor(grant.value, tenantId, async () => auth)) : grant;
    }),
    settings: {
      readOnly: chosen.readOnly,
      allowOpen: chosen.allowOpen,
      deadlineMs: chosen.changeDeadlineSeconds * 1000,
      retentionMs: chosen.retentionDays * 24 * 60 * minute,
      putLimit: { burst: chosen.aksPutBurst, refillMs: chosen.aksPutRefillSeconds * 1000 },
      pollMs: chosen.aksPollMs,
    },
    audit: (line) => {
      writeAudit(line);
      if (line.outcome !== undefined) telemetry?.write(line.outcome);
    },
    onError: (error) => log.error({ err: error }, 'ledger trouble'),
  });
  const cleaning = setInterval(() => void clean(auth), 10 * minute);
  const openTelemetry = telemetry !== undefined;
  log.info({ settings: shownSettings(chosen), openTelemetry }, 'started');
  return { store, telemetry, clear: () => clearInterval(cleaning) };
}

/** A PUT is audited once; what Azure said to it is a line of its own, with the same correlation id. */
const writeAudit: LedgerParts['audit'] = ({ event, author, grantId, outcome, ...write }) => {
  if (event === 'put-sent') {
    // The line of their sign-in says of which directory and object id the grant is.
    const who = { username: author, grantId };
    log.info({ audit: { who, ...write } }, 'writes authorized IP ranges');
    return;
  }
  const { correlationId, changes } = write;
  log.info({ answer: { correlationId, changes, outcome } }, 'Azure answered a write');
};

async function clean(auth: AuthContext): Promise<void> {
  try {
    await forgetUnused(auth, await grantsWithUnfinished());
  } catch (error) {
    log.warn({ err: error }, 'could not clear away what has ended');
  }
}

function giveUp(reasons: readonly string[]): void {
  process.stderr.write(`Drawbridge cannot start.\n${reasons.join('\n')}\n`);
  process.exit(1);
}
