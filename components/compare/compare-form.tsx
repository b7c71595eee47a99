import { type CompareView, commonCounts } from '#lib/clusters/fleet/compare';
import type { Question } from '#lib/clusters/fleet/question';
import { longestTyped } from '#lib/clusters/fleet/view-url';
import { Kept } from '../fleet/kept.tsx';
import { Button } from '../ui/button.tsx';
import { Select } from '../ui/select.tsx';

/** Which ranges are compared: what is pasted, what has a name, and the most common ones. */
export function CompareForm({
  compare: { view, common, named },
  question,
  offersNamed,
}: {
  compare: CompareView;
  question: Question;
  /** The operator calls some ranges by a name. */
  offersNamed: boolean;
}) {
  const isWrong = question.problems.length > 0;
  return (
    <form action="/clusters/compare" method="get" className="flex flex-wrap items-end gap-3">
      <Kept view={view} except={['from']} />
      <label className="grid min-w-56 flex-1 gap-0.5 sm:max-w-xl">
        <span className="text-2xs text-muted">Addresses or ranges</span>
        <textarea
          key={question.text}
          name="from"
          rows={2}
          defaultValue={question.text}
          autoComplete="off"
          autoCapitalize="off"
          spellCheck={false}
          maxLength={longestTyped}
          placeholder={'73.140.245.0/24, 194.168.1.7'}
          aria-invalid={isWrong || undefined}
          aria-describedby={isWrong ? 'question-problems' : undefined}
          className="field resize-y font-mono text-[0.8125rem]"
        />
      </label>
      {offersNamed && (
        <Select
          label="Named locations"
          key={String(named)}
          name="named"
          defaultValue={named ? '1' : '0'}
        >
          <option value="1">All</option>
          <option value="0">None</option>
        </Select>
      )}
      <Select label="Most common entries" key={common} name="common" defaultValue={common}>
        {[...commonCounts]
          .sort((a, b) => a - b)
          .map((count) => (
            <option key={count} value={count}>
              {count === 0 ? 'None' : count}
            </option>
          ))}
      </Select>
      <Button look="primary">Compare</Button>
    </form>
  );
}
