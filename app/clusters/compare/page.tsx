import type { Metadata } from 'next';
import { knownOwn } from '#app/own-address';
import { FailedPage } from '#app/views/failure-with-way-on';
import { SignedInPage } from '#app/views/signed-in-page';
import { UnreadablePlaces } from '#app/views/unreadable-places';
import { CompareForm } from '#components/compare/compare-form';
import { CompareResult } from '#components/compare/compare-result';
import { QuestionProblems } from '#components/fleet/question';
import { PageHeader } from '#components/ui/page-header';
import { requireSession } from '#lib/auth/next';
import { compareFleet, compareHref, parseCompareView } from '#lib/clusters/fleet/compare';
import { isWhole } from '#lib/clusters/fleet/gaps';
import { fleetViewHref } from '#lib/clusters/fleet/view-url';
import { settings } from '#lib/settings';
import { askedRows } from '../asked-rows.ts';
import { readWholeFleet } from '../read-fleet.ts';

export const metadata: Metadata = { title: 'Compare ranges' };

export default async function ComparePage({ searchParams }: PageProps<'/clusters/compare'>) {
  const session = await requireSession();
  const compare = parseCompareView(await searchParams);
  const [fleet, own] = await Promise.all([readWholeFleet(session), knownOwn(session)]);
  if (!fleet.ok)
    return <FailedPage title="Compare ranges" session={session} failure={fleet.error} />;

  const { namedLocations } = settings();
  const { rows } = fleet.value;
  const asked = await askedRows(session, rows, compare.view);
  const comparison = compareFleet(rows, compare, {
    own,
    locations: namedLocations,
    asked: asked.rows,
  });
  return (
    <SignedInPage session={session}>
      <PageHeader
        up={{ href: fleetViewHref(compare.view), name: 'Clusters' }}
        title="Compare ranges"
      />
      <UnreadablePlaces session={session} fleet={fleet.value} />
      <div className="grid gap-3">
        <CompareForm
          compare={compare}
          question={comparison.question}
          offersNamed={namedLocations.length > 0}
        />
        <QuestionProblems
          question={comparison.question}
          hrefOf={(from) => compareHref({ ...compare, view: { ...compare.view, from, page: 1 } })}
        />
      </div>
      <CompareResult
        compare={compare}
        comparison={comparison}
        found={rows.length}
        isWhole={isWhole(fleet.value)}
        asOf={fleet.value.asOf}
      />
    </SignedInPage>
  );
}
