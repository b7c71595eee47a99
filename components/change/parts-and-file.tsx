import { Sheet } from 'lucide-react';
import { FileLink } from '../ui/button.tsx';
import { type Part, PartLinks } from '../ui/part-links.tsx';
import { type ChangesSearch, FindChanges } from './find-changes.tsx';

/** The search in a list of changes, the ways to its parts, and to a file of the part that is shown, where it holds any. */
export function PartsAndFile({
  parts,
  fileHref,
  search,
}: {
  parts: readonly Part[];
  fileHref: string | undefined;
  search: ChangesSearch;
}) {
  return (
    <>
      <FindChanges search={search} />
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
    </>
  );
}
