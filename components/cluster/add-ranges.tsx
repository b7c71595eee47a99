import { Plus } from 'lucide-react';
import { type Ref, useState } from 'react';
import type { ChangeFormState, PieceProblem } from '#lib/changes/shown/form-state';
import { Addresses } from '../ui/addresses.tsx';
import { Button } from '../ui/button.tsx';

/** The box that takes whatever people paste; every piece that cannot be used is named with its line. */
export function AddRanges({
  state,
  counter,
  restricting,
  locations,
  box,
}: {
  state: ChangeFormState;
  counter: string;
  restricting: boolean;
  /** Names of ranges, each a button that writes them into the box. */
  locations: readonly string[];
  /** What is typed into. */
  box?: Ref<HTMLTextAreaElement>;
}) {
  const problems = state.status === 'invalid' ? state.problems : [];
  // They stay for who mends one after the other, but no longer speak of what stands in the box.
  const [edited, setEdited] = useState<ChangeFormState>();
  const isStale = edited === state;
  return (
    <div className="grid content-start gap-1.5">
      <div className="flex flex-wrap items-baseline justify-between gap-x-4">
        <label htmlFor="add-ranges" className="font-medium">
          {restricting ? 'Who stays let in? ' : ''}Add ranges
        </label>
        <span className="text-xs text-muted tabular-nums">{counter}</span>
      </div>
      <p id="add-ranges-help" className="text-xs text-muted">
        Paste addresses, CIDRs, spans, JSON or <code className="font-mono">az</code> output; the
        addresses in it are found.
      </p>
      <textarea
        ref={box}
        id="add-ranges"
        name="text"
        rows={Math.min(12, Math.max(3, state.submitted.text.split('\n').length + 1))}
        defaultValue={state.submitted.text}
        key={state.submitted.text}
        spellCheck={false}
        autoCapitalize="off"
        autoComplete="off"
        aria-describedby="add-ranges-help add-ranges-problems"
        aria-invalid={problems.length > 0 && !isStale}
        onInput={() => setEdited(state)}
        placeholder={'81.2.69.142\n73.140.245.0/24'}
        className="field resize-y font-mono text-[0.8125rem]"
      />
      {locations.length > 0 && (
        <fieldset className="flex flex-wrap gap-1.5">
          <legend className="sr-only">Named locations</legend>
          {locations.map((name) => (
            <Button key={name} small name="location" value={name} formNoValidate>
              <Plus aria-hidden className="size-3.5" />
              {name}
            </Button>
          ))}
        </fieldset>
      )}
      <div id="add-ranges-problems" aria-live="polite">
        {state.status === 'invalid' && (problems.length > 0 || !isStale) && (
          <p className={`py-1 font-medium ${isStale ? 'text-muted' : 'text-danger'}`}>
            {isStale ? `Of what you sent: ${state.title}` : state.title}
          </p>
        )}
        {problems.length > 0 && <Problems problems={problems} isStale={isStale} />}
      </div>
    </div>
  );
}

function Problems({ problems, isStale }: { problems: readonly PieceProblem[]; isStale: boolean }) {
  return (
    <ul
      className={`grid gap-px overflow-hidden rounded-lg border ${isStale ? 'border-line bg-line' : 'border-danger/30 bg-danger/20'}`}
    >
      {problems.map((problem) => (
        <li
          key={`${problem.line}:${problem.column}`}
          className={`grid gap-x-3 px-3 py-2 sm:grid-cols-[4rem_minmax(0,1fr)_auto] ${isStale ? 'bg-sunken' : 'bg-danger-soft'}`}
        >
          <span className="text-xs text-muted tabular-nums">Line {problem.line}</span>
          <span className="[overflow-wrap:anywhere]">
            <Addresses text={problem.words} />
          </span>
          {problem.suggestion !== undefined && (
            <Button
              small
              name="use"
              value={`${problem.line}:${problem.column}:${problem.suggestion}`}
            >
              Use <Addresses text={problem.suggestion} />
            </Button>
          )}
        </li>
      ))}
    </ul>
  );
}
