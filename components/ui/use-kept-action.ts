import { unstable_isUnrecognizedActionError, unstable_rethrow } from 'next/navigation';
import { useActionState } from 'react';
import type { ActState, FormAct } from '#lib/changes/shown/form-state';
import type { FailureWords } from '#lib/failure-words';

/** What a form says when the server does not answer. */
const unanswered = {
  title: 'The console did not answer',
  text: 'It may be starting again, or your network has gone for a moment. What you typed is still here.',
  todo: 'Press again in a moment: what it has heard of already is not done twice.',
};

/** What a form says when it was made by another release, whose actions have other names. */
const outdated = {
  title: 'This page is older than the console',
  text: 'The console has been renewed since this page was opened. Nothing was sent, and what you typed is still here.',
  todo: 'Copy what you typed, then load the page again.',
};

type Action<State> = (state: State, form: FormData) => Promise<State>;

/**
 * As `useActionState`, for a form that stays as it is when nobody takes it: `away` makes its state then,
 * with the reason. Otherwise the page of an error would take its place, and what was typed with it.
 */
export function useKeptAction<State extends object>(
  action: Action<State>,
  initial: Awaited<State>,
  away: (state: State, form: FormData, why: FailureWords) => State,
) {
  const kept: Action<State> = async (state, form) => {
    try {
      return await action(state, form);
    } catch (error) {
      // Redirects come as errors.
      unstable_rethrow(error);
      const isOutdated = unstable_isUnrecognizedActionError(error);
      return away(state, form, isOutdated ? outdated : unanswered);
    }
  };
  // What the server renders works without script.
  return useActionState(typeof window === 'undefined' ? action : kept, initial);
}

const nothing: FormAct = async () => ({});

/** As `useKeptAction`, for a form of buttons; without an act for one that shows none. */
export function useAct(act: FormAct = nothing) {
  return useKeptAction<ActState>(act, {}, (_, __, refusal) => ({ refusal }));
}
