import { unstable_rethrow } from 'next/navigation';
import { useActionState } from 'react';

/** What a form says when nobody answers. */
export const unanswered = {
  title: 'The console did not answer',
  text: 'It may be starting again, or your network has gone for a moment. What you typed is still here.',
  todo: 'Press again in a moment: what it has heard of already is not done twice.',
};

type Action<State> = (state: State, form: FormData) => Promise<State>;

/**
 * As `useActionState`, for a form that stays as it is when nobody answers: `away` makes its state then.
 * Otherwise the page of an error would take its place, and what was typed with it.
 */
export function useKeptAction<State extends object>(
  action: Action<State>,
  initial: Awaited<State>,
  away: (state: State, form: FormData) => State,
) {
  const kept: Action<State> = async (state, form) => {
    try {
      return await action(state, form);
    } catch (error) {
      // Redirects come as errors.
      unstable_rethrow(error);
      return away(state, form);
    }
  };
  // What the server renders works without script.
  return useActionState(typeof window === 'undefined' ? action : kept, initial);
}
