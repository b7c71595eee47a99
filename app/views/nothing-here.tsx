import 'server-only';
import type { ReactNode } from 'react';
import { NothingHereWords, nothingHereTitle, ToAllClusters } from '#components/shell/nothing-here';
import { PageTitle } from '#components/ui/page-title';
import { answerNotFound } from '#lib/answer-status';
import { requireSession } from '#lib/auth/next';
import { SignedInPage } from './signed-in-page.tsx';

/**
 * In the place of a page that there is not, with status 404, and to be read without script as well. It
 * says as whom: a link that a colleague sent may be for another account of the reader's.
 */
export function nothingHere(): ReactNode {
  answerNotFound();
  return <NothingHere />;
}

async function NothingHere() {
  const session = await requireSession();
  return (
    <SignedInPage session={session} width="max-w-xl">
      <div className="pt-[8dvh]">
        <PageTitle>{nothingHereTitle}</PageTitle>
      </div>
      <div className="grid gap-3 text-base text-muted text-pretty">
        <NothingHereWords as={session.person.username} />
      </div>
      <p className="mt-2">
        <ToAllClusters />
      </p>
    </SignedInPage>
  );
}
