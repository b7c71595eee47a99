import type { FailureWords } from '#lib/failure-words';
import { formText, textsIn } from './form-text.ts';
import type { Review } from './review.ts';

/** Which form this is: staged adds and removes, or one of the crossings. */
export const changeModes = ['edit', 'restrict', 'open', 'cluster-only'] as const;
export type ChangeMode = (typeof changeModes)[number];

/** What the person typed and ticked; it comes back with every answer, so that nothing is lost. */
export type Submitted = {
  readonly text: string;
  /** Where a firewall lets the nodes' traffic out, as far as the person knows. */
  readonly firewall: string;
  readonly removals: readonly string[];
  readonly confirmations: readonly string[];
  readonly reason: string;
  /** For how long what is added stays, in seconds; empty where it stays until somebody takes it out. */
  readonly keepFor: string;
};

/** A piece of the pasted text that cannot be used, where it stands and what to do. */
export type PieceProblem = {
  readonly line: number;
  readonly column: number;
  readonly text: string;
  readonly words: string;
  /** The range that was probably meant; never taken without being asked for. */
  readonly suggestion?: string | undefined;
};

/** Why a form was not taken, with the sign-in that would mend it where one would. */
export type FormRefusal = FailureWords & { readonly signInPath?: string | undefined };

/** What a form of buttons says: why what was pressed was not done. */
export type ActState = { readonly refusal?: FormRefusal };

/** What the buttons of a form do. */
export type FormAct = (state: ActState, form: FormData) => Promise<ActState>;

/** What the form of a change says, with what was ticked and typed in it. */
export type ChangeActState = ActState & {
  /** The keys of the findings that were agreed to. */
  readonly agreed: readonly string[];
  readonly typedName: string;
};

/** The review, with the idempotency key of the change that **Apply** would record. */
export type ReviewState = {
  readonly status: 'review';
  readonly submitted: Submitted;
  readonly review: Review;
  readonly key: string;
  /** Set when Apply was pressed without a confirmation it needs. */
  readonly missing?: string;
};

/** What the change form shows. */
export type ChangeFormState =
  | { readonly status: 'editing'; readonly submitted: Submitted }
  | {
      readonly status: 'invalid';
      readonly submitted: Submitted;
      readonly title: string;
      readonly problems: readonly PieceProblem[];
      /** What is wrong with `submitted.firewall`: sentences. */
      readonly firewallProblem?: string;
    }
  | ReviewState
  | {
      readonly status: 'refused';
      readonly submitted: Submitted;
      readonly failure: FormRefusal;
    };

/** Nothing typed, nothing ticked. */
export const nothingSubmitted: Submitted = {
  text: '',
  firewall: '',
  removals: [],
  confirmations: [],
  reason: '',
  keepFor: '',
};

/** What a form holds, as its person sees it. */
export function submittedIn(form: FormData): Submitted {
  return {
    text: formText(form, 'text'),
    firewall: formText(form, 'firewall'),
    reason: formText(form, 'reason'),
    keepFor: formText(form, 'keepFor'),
    removals: textsIn(form, 'remove'),
    confirmations: textsIn(form, 'confirm'),
  };
}

/** What is ticked and typed in the form of a change. */
export function agreedIn(form: FormData): Omit<ChangeActState, 'refusal'> {
  return { agreed: textsIn(form, 'confirm'), typedName: formText(form, 'typedName') };
}
