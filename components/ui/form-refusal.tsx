import type { FormRefusal } from '#lib/changes/shown/form-state';
import { PlainLink } from './button.tsx';
import { Callout } from './callout.tsx';
import { RefusalWords } from './refusal-words.tsx';

/** Why a form was not taken. The sign-in opens beside it, so that what was typed stays. */
export function FormRefusalCallout({ refusal }: { refusal: FormRefusal }) {
  const { title, signInPath } = refusal;
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
      <RefusalWords words={refusal} />
    </Callout>
  );
}
