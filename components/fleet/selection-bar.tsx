import { grouped } from '#lib/grouped';
import { Button } from '../ui/button.tsx';
import { useOnMac } from '../ui/use-in-browser.ts';
import type { Selecting } from './use-selection.ts';

/** What is selected, and what can be done with it; it stays in sight while the rows go by. */
export function SelectionBar({ selecting, total }: { selecting: Selecting; total: number }) {
  const { count, across, selectAll, clear } = selecting;
  const isMac = useOnMac();
  return (
    <div className="sticky bottom-3 z-20 mt-3 flex animate-rise flex-wrap items-center gap-2 rounded-[0.625rem] border border-line-strong bg-surface px-3 py-2 shadow-lg">
      <p className="tabular-nums">
        <strong className="font-semibold">{grouped(count)}</strong>
        {across ? ' selected, counting those outside this list' : ` of ${grouped(total)} selected`}
      </p>
      <div className="flex items-center gap-1">
        {(count < total || across) && (
          // On a phone the box above the list does the same, and the bar keeps to one line.
          <Button type="button" look="quiet" small onClick={selectAll} className="max-sm:hidden">
            Select all {grouped(total)}
          </Button>
        )}
        <Button type="button" look="quiet" small onClick={clear}>
          Clear
        </Button>
      </div>
      <kbd aria-hidden className="ml-auto font-sans text-2xs text-faint max-lg:hidden">
        {isMac ? '⌘ Enter' : 'Ctrl Enter'}
      </kbd>
      <Button
        look="primary"
        name="which"
        value="selected"
        aria-keyshortcuts={isMac ? 'Meta+Enter' : 'Control+Enter'}
        className="max-lg:ml-auto"
      >
        <span>
          Change these<span className="max-sm:sr-only"> clusters</span>…
        </span>
      </Button>
    </div>
  );
}

/**
 * What can be done with the list without script: the boxes go along with the form, and nobody has counted
 * them.
 */
export function PlainSelectionBar({ total }: { total: number }) {
  return (
    <div className="unscripted mt-3 flex flex-wrap items-center gap-2">
      <Button name="which" value="selected">
        Change the selected clusters…
      </Button>
      <Button name="which" value="all">
        Change all {grouped(total)}…
      </Button>
      <p id="select-some" className="hidden text-warn target:block">
        Select some clusters first.
      </p>
    </div>
  );
}
