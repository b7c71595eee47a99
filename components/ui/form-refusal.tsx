import type { FormRefusal } from '#lib/changes/form-state';
import { PlainLink } from './button.tsx';
import { Callout } from './callout.tsx';

/** Why a form was not taken. The sign-in opens beside it, so that what was typed stays. */
export function FormRefusalCallout({ refusal }: { refusal: FormRefusal }) {
  const { title, text, todo, quote, signInPath } = refusal;
  return (
    <Callout
      tone="danger"
      title={title}
      role="alert"
      actions={
        signInPath !== undefined && (
          <PlainLink href={signInPath} target="_blank" rel="noopener">
            Sign in again (in a new tab)
          </PlainLink>
        )
      }
    >
      <p>{text}</p>
      {quote !== undefined && (
        <blockquote className="mt-1.5 border-l-2 border-line-strong pl-3 text-ink">
          {quote}
        </blockquote>
      )}
      <p className="mt-1 text-ink">{todo}</p>
    </Callout>
  );
}
