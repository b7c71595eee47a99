import type { Metadata } from 'next';
import { redirect } from 'next/navigation';
import { z } from 'zod';
import { offered } from '#app/offered';
import { FailedPage } from '#app/views/failure-with-way-on';
import { nothingHere } from '#app/views/nothing-here';
import { SignedInPage } from '#app/views/signed-in-page';
import { UnreadablePlaces } from '#app/views/unreadable-places';
import { KindHeader } from '#components/hygiene/kind-header';
import { TidyLines } from '#components/hygiene/lines';
import { hygieneWords } from '#components/hygiene/words';
import { Pages, pageOf } from '#components/ui/pages';
import { requireSession } from '#lib/auth/next';
import { byNameIn } from '#lib/clusters/fleet/by-name';
import { isWhole } from '#lib/clusters/fleet/gaps';
import { fleetViewHref, parseFleetView } from '#lib/clusters/fleet/view-url';
import { hygieneKinds } from '#lib/clusters/hygiene/kinds';
import { hygieneHref } from '#lib/clusters/hygiene/paths';
import { readViewed } from '../../read-viewed.ts';
import { planTidy } from '../actions.ts';
import { linesOf } from '../lines-of.ts';

type Props = PageProps<'/clusters/hygiene/[kind]'>;

/** Open clusters are a filter of the list, where they can be selected. */
const kindSchema = z.enum(hygieneKinds).exclude(['open']);

/** How many lines a page has. */
const per = 25;

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const kind = kindSchema.safeParse((await params).kind);
  return { title: kind.success ? hygieneWords[kind.data].title : 'Not found' };
}

export default async function KindPage({ params, searchParams }: Props) {
  const session = await requireSession();
  const { kind: asked } = await params;
  const view = parseFleetView(await searchParams);
  if (asked === 'open') redirect(fleetViewHref(view, { access: ['open'] }));
  const parsed = kindSchema.safeParse(asked);
  if (!parsed.success) return nothingHere();
  const kind = parsed.data;
  const viewed = await readViewed(session, view);
  if (!viewed.ok)
    return <FailedPage title={hygieneWords[kind].title} session={session} failure={viewed.error} />;
  const lines = await linesOf(viewed.value, kind);
  const page = pageOf(view.page, { per, total: lines.length }, (to) =>
    hygieneHref(view, kind, { page: to }),
  );
  const inOrder = byNameIn(viewed.value.fleet.rows);
  const shown = lines
    .slice(page.offset, page.offset + per)
    .map((line) => ({ ...line, rows: inOrder(line.rows) }));
  return (
    <SignedInPage session={session}>
      <KindHeader
        kind={kind}
        view={view}
        isEmpty={lines.length === 0}
        isWhole={isWhole(viewed.value.fleet)}
      />
      <UnreadablePlaces session={session} fleet={viewed.value.fleet} />
      {shown.length > 0 && (
        <TidyLines
          kind={kind}
          view={view}
          lines={shown}
          plan={offered(planTidy)}
          apart={viewed.value.apart}
        />
      )}
      <Pages {...page} />
    </SignedInPage>
  );
}
