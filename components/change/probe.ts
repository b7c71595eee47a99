import { lookForSure, probeTimes, type Seen, seenAfter } from '#lib/clusters/probe';

/** What a browser saw before a change is kept this long for it. */
const keptMs = 10 * 60_000;

/**
 * Looks whether the network lets this browser in to an API server. Nothing is read and nothing sent along;
 * the certificate is the cluster's own, so an error at once is how an open network shows.
 */
export async function probe(fqdn: string): Promise<Seen> {
  const seen = await lookForSure(() => lookOnce(fqdn));
  return seen !== 'fast' || (await isOnline()) ? seen : 'offline';
}

async function lookOnce(fqdn: string): Promise<Seen> {
  if (!navigator.onLine) return 'offline';
  const giveUp = new AbortController();
  const started = performance.now();
  const timer = setTimeout(() => giveUp.abort(), probeTimes.silentMs);
  await fetch(`https://${fqdn}/`, {
    mode: 'no-cors',
    cache: 'no-store',
    credentials: 'omit',
    referrerPolicy: 'no-referrer',
    signal: giveUp.signal,
  }).catch(() => undefined);
  clearTimeout(timer);
  const tookMs = performance.now() - started;
  return seenAfter({ tookMs, gaveUp: giveUp.signal.aborted });
}

/** `navigator.onLine` also says yes to a network that leads nowhere; our own server is asked as well. */
async function isOnline(): Promise<boolean> {
  if (!navigator.onLine) return false;
  const answer = await fetch('/healthz', { cache: 'no-store' }).catch(() => undefined);
  return answer?.ok === true;
}

/** Keeps in this tab what was seen before a change; `of` is the change, or the API server of one to come. */
export function keepSeen(of: string, seen: Seen): void {
  sessionStorage.setItem(keyOf(of), `${Date.now()} ${seen}`);
}

/** What was seen before this change: what the page kept on which it was asked for, or the change's own look. */
export function seenBefore(changeId: string, fqdn: string): Seen | undefined {
  const [at = '', early] = sessionStorage.getItem(keyOf(fqdn))?.split(' ') ?? [];
  sessionStorage.removeItem(keyOf(fqdn));
  if (isSeen(early) && Date.now() - Number(at) < keptMs) keepSeen(changeId, early);
  const [, kept] = sessionStorage.getItem(keyOf(changeId))?.split(' ') ?? [];
  return isSeen(kept) ? kept : undefined;
}

function keyOf(of: string): string {
  return `drawbridge:seen:${of}`;
}

function isSeen(text: string | undefined): text is Seen {
  return text === 'fast' || text === 'silent' || text === 'unclear' || text === 'offline';
}
