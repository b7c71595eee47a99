/** What a page of the bench notes about itself. Times are in milliseconds since the navigation. */
type Notes = {
  firstRow: number;
  /** When the rows last changed. */
  lastChange: number;
  /** When a key or button last went down. */
  lastInput: number;
  /** How long interactions took until the next frame, by the browser's own account. */
  durations: number[];
  longTasks: number[];
  /** When what was watched for was there; 0 until then. */
  found: number;
};

declare global {
  interface Window {
    benchNotes: Notes;
  }
  // Of the Event Timing API, which TypeScript's own types lack.
  interface PerformanceObserverInit {
    durationThreshold?: number;
  }
}

/** Runs before anything of the page: watches for the first row, changes, interactions and long tasks. */
export function takeNotes(): void {
  const notes: Notes = {
    firstRow: 0,
    lastChange: 0,
    lastInput: 0,
    found: 0,
    durations: [],
    longTasks: [],
  };
  window.benchNotes = notes;
  const inTable = (node: Node | null) =>
    node instanceof Element ? node : (node?.parentElement ?? null);
  new MutationObserver((changes) => {
    const row = document.querySelector('table[aria-label="Clusters"] tbody th a');
    if (notes.firstRow === 0 && row?.checkVisibility()) {
      notes.firstRow = -1;
      // The frame after the next has it on the screen.
      requestAnimationFrame(() =>
        requestAnimationFrame(() => {
          notes.firstRow = performance.now();
        }),
      );
    }
    const changed = changes.some(({ target }) => inTable(target)?.closest('main, table'));
    if (changed) notes.lastChange = performance.now();
  }).observe(document, { subtree: true, childList: true, characterData: true, attributes: true });
  for (const type of ['keydown', 'pointerdown']) {
    const note = ({ timeStamp }: Event) => {
      notes.lastInput = timeStamp;
    };
    addEventListener(type, note, true);
  }
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) notes.durations.push(entry.duration);
  }).observe({ type: 'event', durationThreshold: 16 });
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) notes.longTasks.push(entry.duration);
  }).observe({ type: 'longtask', buffered: true });
}

/** Nothing has changed for so long, in milliseconds: what was asked for is there. */
export function isQuiet(ms: number): boolean {
  const { lastChange, lastInput } = window.benchNotes;
  return performance.now() - Math.max(lastChange, lastInput) > ms;
}

/**
 * Notes the first frame in which the list answers to `word` and every row on screen has it. It looks
 * before each frame, and once the next one begins, that one is on the screen.
 */
export function watchFor(word: string): void {
  const notes = window.benchNotes;
  notes.found = 0;
  const isThere = () => {
    // What a form would send: the list's own word for what it shows.
    const table = document.querySelector('table[aria-label="Clusters"]');
    const view = table?.closest('form')?.querySelector<HTMLInputElement>('input[name="view"]');
    if (new URLSearchParams(view?.value).get('q') !== word) return false;
    // A row that is not here yet has its place and another text.
    const names = [...(table?.querySelectorAll('tbody th') ?? [])];
    return names.length > 0 && names.every(({ textContent }) => textContent.includes(word));
  };
  const look = () => {
    if (!isThere()) requestAnimationFrame(look);
    else
      requestAnimationFrame(() => {
        notes.found = performance.now();
      });
  };
  requestAnimationFrame(look);
}

/** When what was watched for was on the screen; 0 until then. */
export function whenFound(): number {
  return window.benchNotes.found;
}
