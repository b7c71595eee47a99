'use client';
// Needs the browser's own modal dialog, and answers at every key.

import { CornerDownLeft, Search } from 'lucide-react';
import { type KeyboardEvent, useEffect, useId, useRef, useState } from 'react';
import { queryWith } from '#lib/clusters/fleet/search-query';
import { grouped } from '#lib/grouped';
import { ProgressBar } from '../ui/progress-bar.tsx';
import { useGo } from '../ui/use-go.ts';
import { JumpOption } from './jump-option.tsx';
import { type Found, useFound } from './use-found.ts';

/** Finds a cluster by what is written on it and goes there: type, choose with the arrows, Enter. */
export function JumpDialog({ onClose }: { onClose: () => void }) {
  const goTo = useGo();
  const [text, setText] = useState('');
  const [chosen, setChosen] = useState(0);
  const found = useFound(text);
  const listId = useId();
  const dialog = useDialog();
  const go = (path: string) => {
    dialog.current?.close();
    goTo(path);
  };
  const paths = pathsOf(text, found);
  const goSoon = useGoSoon(found.text === text, () => go(paths[chosen] ?? paths[0] ?? ''));

  const onKeyDown = (event: KeyboardEvent) => {
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    if (event.key === 'Enter' && text.trim() !== '') goSoon();
    else if (step !== 0 && paths.length > 0) {
      setChosen((chosen + step + paths.length) % paths.length);
    } else return;
    event.preventDefault();
  };
  return (
    <dialog
      ref={dialog}
      aria-label="Jump to a cluster"
      onClose={onClose}
      // What lies around it is its backdrop, and counts as the dialog itself.
      onClick={({ target, currentTarget }) => target === currentTarget && currentTarget.close()}
      onKeyDown={onKeyDown}
      className="card mx-auto mt-[12vh] mb-auto w-[min(38rem,calc(100vw-2rem))] overflow-clip p-0 text-ink shadow-2xl backdrop:bg-black/40 open:animate-rise"
    >
      <div className="relative border-b border-line">
        <Search aria-hidden className="absolute left-4 top-4 size-4 text-faint" />
        <input
          role="combobox"
          aria-label="Cluster"
          aria-autocomplete="list"
          aria-expanded={paths.length > 0}
          aria-controls={listId}
          aria-activedescendant={paths.length > 0 ? `${listId}-${chosen}` : undefined}
          value={text}
          onChange={({ target }) => {
            setText(target.value);
            setChosen(0);
          }}
          autoComplete="off"
          spellCheck={false}
          maxLength={2000}
          aria-describedby={text.trim() === '' ? `${listId}-help` : undefined}
          placeholder="Which cluster?"
          className="h-12 w-full rounded-t-[0.5625rem] bg-transparent pr-4 pl-11 text-base -outline-offset-2 placeholder:text-faint"
        />
        {found.text !== text && (
          <div className="absolute inset-x-0 bottom-0">
            <ProgressBar />
          </div>
        )}
      </div>
      <div
        id={listId}
        role="listbox"
        aria-label="Clusters"
        className="max-h-[60vh] overflow-y-auto"
      >
        {paths.map((path, at) => (
          <JumpOption
            key={path}
            id={`${listId}-${at}`}
            row={found.rows[at]}
            chosen={at === chosen}
            choose={() => setChosen(at)}
            go={() => go(path)}
          >
            Show all {grouped(found.total)} in the list
          </JumpOption>
        ))}
      </div>
      {text.trim() === '' && <Help id={`${listId}-help`} />}
      <Foot text={text} found={found} />
    </dialog>
  );
}

/** The clusters, and behind them the list of all that were found where these are not all. */
function pathsOf(text: string, { text: of, rows, total }: Found): readonly string[] {
  if (text.trim() === '' || of.trim() === '') return [];
  const paths = rows.map(({ path }) => path);
  return total > rows.length ? [...paths, `/clusters?${queryWith('', text)}`] : paths;
}

/** Opens as a modal when it is drawn: then Escape closes it, and the focus returns to where it was. */
function useDialog() {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    const { current } = dialog;
    current?.showModal();
    return () => current?.close();
  }, []);
  return dialog;
}

/** Enter means what was typed, so it waits for that answer: whoever types fast is ahead of it. */
function useGoSoon(isAnswered: boolean, go: () => void): () => void {
  const [isWaiting, setWaiting] = useState(false);
  useEffect(() => {
    if (!isWaiting || !isAnswered) return;
    setWaiting(false);
    go();
  });
  return () => setWaiting(true);
}

function Help({ id }: { id: string }) {
  return (
    <p id={id} className="px-4 pt-3 text-pretty text-muted">
      Type its name, resource group, subscription, a tag or its FQDN; or paste the error that
      kubectl gave you.
    </p>
  );
}

function Foot({ text, found }: { text: string; found: Found }) {
  const { rows, total, failed } = found;
  const isPending = text.trim() === '' || found.text.trim() === '';
  const isSilent = isPending || (rows.length > 0 && !failed);
  const words = failed
    ? 'The clusters could not be read. Type again to try again.'
    : rows.length === 0
      ? 'No cluster matches.'
      : `${grouped(total)} found`;
  return (
    <div className="flex items-center gap-3 px-4 py-2.5 text-xs text-muted">
      <p role="status" className={isSilent ? 'sr-only' : ''}>
        {isPending ? '' : words}
      </p>
      {isSilent && (
        <p aria-hidden className="flex items-center gap-1.5">
          <kbd className="font-sans">↑↓</kbd> choose
          <CornerDownLeft className="ml-2 size-3" /> opens
          <kbd className="ml-2 font-sans">Esc</kbd> closes
        </p>
      )}
    </div>
  );
}
