import { Sheet } from 'lucide-react';
import { FileLink } from '../ui/button.tsx';
import { type Part, PartLinks } from '../ui/part-links.tsx';
import { type ChangesSearch, FindChanges } from './find-changes.tsx';

/** The ways to the parts of a list of changes, its search, and a file of the part that is shown, where it holds any. */
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
    <div className="flex flex-wrap items-center justify-between gap-x-6">
      <PartLinks label="Which changes" parts={parts} />
      <div className="mb-2 flex flex-wrap items-center gap-x-2 gap-y-1 max-sm:w-full">
        <FindChanges search={search} />
        {fileHref !== undefined && (
          <div className="-mr-2 max-sm:-ml-2">
            <FileLink href={fileHref}>
              <Sheet aria-hidden className="size-3.5" /> Export CSV
            </FileLink>
          </div>
        )}
      </div>
    </div>
  );
}
