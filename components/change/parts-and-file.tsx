import { Sheet } from 'lucide-react';
import { FileLink } from '../ui/button.tsx';
import { type Part, PartLinks } from '../ui/part-links.tsx';

/** The ways to the parts of a list of changes, and to a file of the part that is shown, where it holds any. */
export function PartsAndFile({
  parts,
  fileHref,
}: {
  parts: readonly Part[];
  fileHref: string | undefined;
}) {
  return (
    <div className="flex flex-wrap justify-between gap-x-3">
      <PartLinks label="Which changes" parts={parts} />
      {fileHref !== undefined && (
        <div className="-mx-2 mb-2 content-end">
          <FileLink href={fileHref}>
            <Sheet aria-hidden className="size-3.5" /> Export CSV
          </FileLink>
        </div>
      )}
    </div>
  );
}
