import { FileText, Sheet } from 'lucide-react';
import { FileLink } from '../ui/button.tsx';

/** A plan, or what became of it, as files to keep. */
export function Downloads({ batch, word }: { batch: string; word: string }) {
  return (
    <nav aria-label={`Download ${word}`} className="-mx-2 flex flex-wrap gap-1">
      <FileLink href={`/batches/${batch}/plan.csv`}>
        <Sheet aria-hidden className="size-3.5" /> Download {word}
      </FileLink>
      <FileLink href={`/batches/${batch}/plan.txt`}>
        <FileText aria-hidden className="size-3.5" /> Text for a ticket
      </FileLink>
    </nav>
  );
}
