import { throughWords } from '#lib/clusters/probe';
import { TryIt } from '../cluster/try-it.tsx';
import { Button } from '../ui/button.tsx';
import type { ThroughState } from './use-through.ts';

/** Whether this browser gets in since the change, as far as a browser can tell, and how a terminal can. */
export function Through({ look, lookAgain, fqdn }: ThroughState & { readonly fqdn: string }) {
  const words = look && throughWords(look.before, look.now);
  return (
    <div className="grid grid-cols-1 gap-2 border-t border-line pt-3">
      {words && (
        <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1.5">
          <p role="status" aria-label="Your browser" className="min-w-0 text-pretty text-muted">
            <span className="font-medium text-ink">{words.word}.</span> {words.text}
          </p>
          {words.word !== 'Likely through' && (
            <Button type="button" small onClick={lookAgain}>
              Look again
            </Button>
          )}
        </div>
      )}
      <TryIt fqdn={fqdn} />
    </div>
  );
}
