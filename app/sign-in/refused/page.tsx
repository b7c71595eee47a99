import type { Metadata } from 'next';
import { PlainPage } from '#components/shell/plain-page';
import { PlainLink } from '#components/ui/button';
import { CopyButton } from '#components/ui/copy-button';
import { currentAuth } from '#lib/auth/context';
import { openRefusal } from '#lib/auth/entra/refusal';
import { signInTo } from '#lib/auth/paths';
import { refusalWords } from '#lib/auth/sign-in/refusal-words';

export const metadata: Metadata = { title: 'Not signed in' };

export default async function RefusedPage({ searchParams }: PageProps<'/sign-in/refused'>) {
  const { why } = await searchParams;
  const { sealer } = await currentAuth();
  const refusal = openRefusal(sealer, typeof why === 'string' ? why : undefined);
  const { title, text, whoCanFix } = refusalWords(refusal.code);
  const ids = [
    ['Error', refusal.aadsts],
    ['Trace id', refusal.traceId],
    ['Correlation id', refusal.correlationId],
  ] as const;
  const known = ids.filter(([, value]) => value !== undefined);
  return (
    <PlainPage
      title={title}
      actions={<PlainLink href={signInTo(refusal.returnTo ?? '/clusters')}>Sign in</PlainLink>}
    >
      <p>{text}</p>
      {whoCanFix !== 'You' && (
        <p>
          Who can mend it: <strong className="font-medium text-ink">{whoCanFix}</strong>.
        </p>
      )}
      {known.length > 0 && (
        <div className="flex items-start justify-between gap-3">
          <dl className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-4 gap-y-1 text-sm">
            {known.map(([name, value]) => (
              <div key={name} className="contents">
                <dt>{name}</dt>
                <dd className="font-mono text-xs/5 text-ink [overflow-wrap:anywhere]">{value}</dd>
              </div>
            ))}
          </dl>
          <CopyButton
            text={known.map(([name, value]) => `${name}: ${value}`).join('\n')}
            label="Copy the error and its ids"
          />
        </div>
      )}
    </PlainPage>
  );
}
