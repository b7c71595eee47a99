/** What a page of the bench notes about itself. Times are in milliseconds since the navigation. */
export type Notes = {
  firstRow: number;
  /** When the rows last changed. */
  lastChange: number;
  /** When a key or button last went down. */
  lastInput: number;
  /** How long interactions took until the next frame, by the browser's own account. */
  durations: number[];
  longTasks: number[];
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
  const notes: Notes = { firstRow: 0, lastChange: 0, lastInput: 0, durations: [], longTasks: [] };
  window.benchNotes = notes;
  const inTable = (node: Node | null) =>
    node instanceof Element ? node : (node?.parentElement ?? null);
  new MutationObserver((changes) => {
    const row = document.querySelector('table[aria-label="Clusters"] tbody th a');
    if (notes.firstRow === 0 && row) {
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

/** When every row on screen has the word, asked in each frame; 0 until then. */
export function allRowsHave(word: string): number {
  const table = document.querySelector('table[aria-label="Clusters"]');
  // A row that is not here yet has its place and another text.
  const names = [...(table?.querySelectorAll('tbody th') ?? [])];
  const all = names.length > 0 && names.every(({ textContent }) => textContent.includes(word));
  return all ? performance.now() : 0;
}
