import { addressProblemWords } from '#lib/ranges/address';
import type { NotObserved } from './client-address.ts';

/** Why this server does not know the caller's address, in a sentence. */
export function notObservedWords(problem: NotObserved): string {
  switch (problem.code) {
    case 'not-asked':
      return 'This console is not told where requests come from.';
    case 'not-sent':
      return `The proxy in front of this console did not send ${problem.header}.`;
    case 'wrong-front-door':
      return 'The request did not come through the Front Door that this console trusts.';
    case 'unusable':
      return addressProblemWords(problem.problem);
  }
}
