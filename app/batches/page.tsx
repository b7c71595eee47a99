import type { Metadata } from 'next';
import Link from 'next/link';
import { SignedInPage } from '#app/views/signed-in-page';
import { BackLink } from '#components/ui/back-link';
import { Time } from '#components/ui/time';
import { requireSession } from '#lib/auth/next';
import { batchesOf } from '#lib/changes/batches';
import { intentsWords } from '#lib/changes/change-view';
import { batchPath } from './paths.ts';
import { intentsOfDraft } from './plan-of.ts';

export const metadata: Metadata = { title: 'Batches' };

/** How many of a person's batches are listed. */
const listed = 50;

const words = { draft: 'Not started', running: 'Under way', stopped: 'Stopped', over: 'Finished' };

export default async function BatchesPage() {
  const session = await requireSession();
  const batches = await batchesOf(session.grant.id, listed);
  return (
    <SignedInPage session={session}>
      <div className="grid grid-cols-[minmax(0,1fr)] gap-5">
        <header className="grid gap-1">
          <BackLink href="/clusters">Clusters</BackLink>
          <h1 className="text-lg font-semibold tracking-tight">Changes of many clusters</h1>
        </header>
        {batches.length === 0 ? (
          <p className="text-muted">
            None yet. Select clusters in the list and press <b>Change these clusters</b>.
          </p>
        ) : (
          <section className="card overflow-x-auto">
            <table aria-label="Batches" className="w-full border-collapse">
              <thead>
                <tr className="border-b border-line">
                  <th scope="col" className="th">
                    What
                  </th>
                  <th scope="col" className="th">
                    State
                  </th>
                  <th scope="col" className="th max-sm:hidden">
                    Begun
                  </th>
                </tr>
              </thead>
              <tbody>
                {batches.map(({ id, createdAt, state, total, ended, draft }) => (
                  <tr key={id} className="border-b border-line last:border-0">
                    <th scope="row" className="td text-left font-normal">
                      <Link
                        href={batchPath(id)}
                        prefetch={false}
                        className="font-medium [overflow-wrap:anywhere] hover:text-accent hover:underline"
                      >
                        {intentsWords(intentsOfDraft(draft)) || 'A plan without a change'}
                      </Link>
                    </th>
                    <td className="td whitespace-nowrap tabular-nums">
                      {words[state]}
                      {state !== 'draft' && (
                        <span className="text-muted">
                          , {ended} of {total}
                        </span>
                      )}
                    </td>
                    <td className="td whitespace-nowrap text-muted max-sm:hidden">
                      <Time at={createdAt} />
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          </section>
        )}
      </div>
    </SignedInPage>
  );
}
