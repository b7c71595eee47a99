import Link from 'next/link';
import { Button } from '../ui/button.tsx';
import { Hidden } from '../ui/hidden.tsx';

/** What is looked for in a list of changes: where the form leads, and what it carries along. */
export type ChangesSearch = {
  readonly find: string;
  readonly action: string;
  readonly fields: Readonly<Record<string, string>>;
  readonly allHref: string;
};

/** Asks for changes by what they name: who let an address in, what somebody did, what a ticket was about. */
export function FindChanges({
  search: { find, action, fields, allHref },
}: {
  search: ChangesSearch;
}) {
  return (
    <search className="max-sm:w-full">
      <form action={action} method="get" className="flex items-center gap-2">
        <Hidden fields={fields} />
        <input
          key={find}
          type="search"
          name="find"
          aria-label="Find changes"
          defaultValue={find}
          maxLength={200}
          placeholder="Entry, person or reason"
          autoComplete="off"
          spellCheck={false}
          className="field sm:w-64"
        />
        <Button>Find</Button>
        {find !== '' && (
          <Link href={allHref} prefetch={false} className="link whitespace-nowrap text-xs">
            Show all
          </Link>
        )}
      </form>
    </search>
  );
}
