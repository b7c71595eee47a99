'use client';
// Needs useActionState, to keep what was typed when the server answers; it works without script too.

import { useActionState } from 'react';
import type { WhereFrom } from '#lib/own-address';
import { Addresses } from '../ui/addresses.tsx';
import { Button } from '../ui/button.tsx';
import { Callout } from '../ui/callout.tsx';
import { ComesFrom } from './comes-from.tsx';

/** What was typed, and why it could not be taken. */
export type AddressFormState = { readonly typed: string; readonly problem?: string };

/** Says where the person seems to come from and lets them say it themselves. */
export function ChooseAddress({
  where,
  action,
  returnTo,
}: {
  where: WhereFrom;
  action: (state: AddressFormState, form: FormData) => Promise<AddressFormState>;
  returnTo: string;
}) {
  const [state, submit, pending] = useActionState(action, { typed: '' });
  return (
    <form action={submit} className="grid gap-4">
      <input type="hidden" name="return" value={returnTo} />
      <Seen where={where} />
      <div className="grid max-w-md gap-1.5">
        <label htmlFor="address" className="font-medium">
          {where.kind === 'known' ? 'Another address' : 'Your public IPv4 address'}
        </label>
        <div className="flex gap-2">
          <input
            id="address"
            name="address"
            key={state.typed}
            defaultValue={state.typed}
            inputMode="decimal"
            autoComplete="off"
            placeholder="IPv4 address"
            aria-invalid={state.problem !== undefined}
            aria-describedby="address-problem"
            className="field font-mono"
          />
          <Button look="primary" aria-disabled={pending}>
            Use it
          </Button>
        </div>
        <p id="address-problem" aria-live="polite" className="text-danger">
          {state.problem !== undefined && <Addresses text={state.problem} />}
        </p>
        <p className="text-xs text-muted">
          In a terminal:{' '}
          <code className="font-mono">dig +short myip.opendns.com @resolver1.opendns.com</code>, or
          ask your network team. It is kept for this session only.
        </p>
      </div>
    </form>
  );
}

function Seen({ where }: { where: WhereFrom }) {
  switch (where.kind) {
    case 'known':
      return <ComesFrom address={where.address} />;
    case 'unknown':
      return (
        <Callout tone="warn" title="Your address is not known">
          {where.because} Nothing is guessed: type it, and every page will use it.
        </Callout>
      );
    case 'disagree':
      return (
        <Callout tone="warn" title="Two addresses were seen">
          <p>Your traffic seems to leave in two ways. Choose the one that kubectl uses.</p>
          <div className="mt-2 flex flex-wrap gap-2">
            {where.seen.map(({ value, source }) => (
              <Button key={source} name="choose" value={value}>
                <code className="font-mono">{value}</code>{' '}
                <span className="text-muted">{source}</span>
              </Button>
            ))}
          </div>
        </Callout>
      );
  }
}
