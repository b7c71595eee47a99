import { reachKinds } from '#lib/ranges/reach';
import { youWord } from '../fleet/you.tsx';
import { ReachLetter } from './reach-letter.tsx';

/** What the letters mean. */
export function Legend() {
  return (
    <ul aria-label="Letters" className="flex flex-wrap gap-x-4 gap-y-1 text-xs text-muted">
      {reachKinds.map((kind) => (
        <li key={kind} className="inline-flex items-center gap-1.5">
          <ReachLetter kind={kind} /> {youWord(kind)}
        </li>
      ))}
    </ul>
  );
}
