import { FileText, Sheet } from 'lucide-react';
import { PlainLink } from '../ui/button.tsx';

/** A plan, or what became of it, as files to keep. */
export function Downloads({ batch, word }: { batch: string; word: string }) {
  return (
    <nav aria-label={`Download ${word}`} className="-ml-2 flex flex-wrap gap-1 sm:ml-0">
      <PlainLink href={`/batches/${batch}/plan.csv`} look="quiet" small>
        <Sheet aria-hidden className="size-3.5" /> Download {word}
      </PlainLink>
      <PlainLink href={`/batches/${batch}/plan.txt`} look="quiet" small>
        <FileText aria-hidden className="size-3.5" /> Text for a ticket
      </PlainLink>
    </nav>
  );
}
