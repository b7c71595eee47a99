import { type OwnAddress, sourceWords } from '#lib/own-address';
import { Time } from '../ui/time.tsx';

/** Which address a person comes from, and how and since when that is known. */
export function ComesFrom({ address: { value, source, at } }: { address: OwnAddress }) {
  return (
    <p>
      You come from <code className="font-mono text-base">{value}</code>{' '}
      <span className="text-muted">
        ({sourceWords[source]}, <Time at={at} />)
      </span>
    </p>
  );
}
