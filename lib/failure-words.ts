import { scopeWords } from '#lib/clusters/scope-words';
import { counted, grouped } from '#lib/grouped';
import { consoleWords, signInWords } from './entra-failure-words.ts';
import type { Failure } from './failure.ts';
import { type FailureWords, fixedFailureWords } from './fixed-failure-words.ts';

export type { FailureWords } from './fixed-failure-words.ts';

type Of<Code extends Failure['code']> = Extract<Failure, { code: Code }>;

/** The words for a failure. Azure's own are for the log, except where they are all there is. */
export function failureWords(failure: Failure): FailureWords {
  switch (failure.code) {
    case 'not-authorized':
      return notAuthorizedWords(failure);
    case 'linked-not-authorized':
      return {
        title: 'A right on another resource is missing',
        text: `This cluster uses ${failure.linkedScope}, and Azure wants whoever changes the cluster to have the right ${failure.action} there. You do not have it.`,
        todo: 'Ask an owner of that resource for a role with this right on it.',
      };
    case 'policy-denied':
      return policyWords(failure);
    case 'precondition-failed':
      return preconditionWords(failure);
    case 'locked':
      return lockedWords(failure);
    case 'not-found':
      return notFoundWords(failure);
    case 'busy':
      return {
        title: 'The cluster is busy',
        text: `${failure.operation ? `Another operation (${failure.operation})` : 'Another operation'} is running on it, and AKS does one at a time.`,
        todo: 'Try again when it has ended. Most take a few minutes.',
      };
    case 'throttled':
      return {
        title: 'Too many requests',
        text: 'Azure takes only so many requests in a given time, from all tools together.',
        todo: `Try again in ${durationWords(failure.retryAfterSeconds ?? 60)}.`,
      };
    case 'too-many-ranges':
      return tooManyRangesWords(failure);
    case 'azure-error':
      return {
        title: 'Azure has a problem',
        text: `Azure answered with an error of its own, or with something nobody can read (HTTP ${failure.status}).`,
        todo: 'Try again in a minute. If it stays like this, give the correlation id to Azure support.',
      };
    case 'sign-in-needed':
      return signInWords(failure);
    case 'console-not-accepted':
      return consoleWords(failure);
    case 'objection':
      return objectionWords(failure);
    case 'operation-failed':
      return operationFailedWords(failure);
    case 'switched-off':
      return switchedOffWords(failure);
    default:
      return fixedFailureWords[failure.code];
  }
}

const patience = 'If it was given to you or activated just now, wait ten minutes and try again.';

function notAuthorizedWords({ action, scope, azureCode }: Of<'not-authorized'>): FailureWords {
  if (/^DenyAssignment/i.test(azureCode ?? '')) {
    return {
      title: 'A deny assignment forbids this',
      text: `It takes the right ${action} on ${scopeWords(scope)} away from you, whatever your roles.`,
      todo: 'Ask an owner of the subscription where it comes from: a managed application or a deployment stack makes them, and changes go through it.',
    };
  }
  const missing = `You lack the right ${action} on ${scopeWords(scope)}.`;
  if (!/\/managedClusters\/write$/i.test(action)) {
    return {
      title: 'You may not do this',
      text: missing,
      todo: `Ask an owner of it for a role with this right. ${patience}`,
    };
  }
  return {
    title: 'You may not change this cluster',
    text: missing,
    todo: `Ask an owner of the cluster for the role Azure Kubernetes Service Contributor Role on it. ${patience}`,
  };
}

const secondFactor = /\bMFA\b|multi-?factor/i;

function policyWords({ policies, azureMessage = '' }: Of<'policy-denied'>): FailureWords {
  // Azure's own rule that people who write have used a second factor goes by the name of a policy.
  if ((policies.length > 0 ? policies : [azureMessage]).every((said) => secondFactor.test(said))) {
    return {
      title: 'Azure wants a second factor for changes',
      text: 'Reading works without it, but Azure takes changes only from people who have signed in with multi-factor authentication.',
      todo: 'Sign out, sign in again with a second factor, then try again.',
    };
  }
  return {
    title: 'Azure Policy refused the change',
    text: `${policiesWords(policies)} every change of the cluster as a whole. This is not about your address.`,
    todo: 'Ask whoever keeps your Azure policies what the cluster lacks, or for an exemption.',
  };
}

function preconditionWords({ unmoved }: Of<'precondition-failed'>): FailureWords {
  if (unmoved) {
    return {
      title: 'Azure takes the cluster for changed, but it is not',
      text: 'Azure refused the change because the cluster had been changed otherwise, and yet it is as it was when it was read.',
      todo: 'Try again in a minute. If it stays like this, give the correlation id to Azure support.',
    };
  }
  return {
    title: 'Others were faster',
    text: 'Each time this change was sent, Azure answered that the cluster had just been changed otherwise.',
    todo: 'Look at the list as it is now and try again.',
  };
}

function lockedWords({ scopes }: Of<'locked'>): FailureWords {
  const where =
    scopes.length > 0
      ? scopes.map(scopeWords).join(' and ')
      : 'the cluster or on something above it';
  return {
    title: 'A lock forbids changes',
    text: `There is a read-only lock on ${where}.`,
    todo: 'Ask an owner, or a User Access Administrator, to remove the lock while the change is made.',
  };
}

function notFoundWords(failure: Of<'not-found'>): FailureWords {
  const what = failure.what.replace('-', ' ');
  return {
    title: `There is no such ${what}`,
    text: `Azure knows no ${what} of this name. It was deleted or moved, the link is wrong, or you have no right to see it.`,
    todo: 'Look for it in the list of clusters, or ask whoever gave you the link.',
  };
}

function tooManyRangesWords({ limit }: Of<'too-many-ranges'>): FailureWords {
  const more = limit < 2_000 ? ' With API server VNet integration it takes 2,000.' : '';
  return {
    title: 'The list would be too long',
    text: `AKS takes ${grouped(limit)} entries for this cluster, and there would be more.${more}`,
    todo: 'Remove entries that nobody needs, or merge neighbours into wider ranges: Hygiene, above the list of clusters, finds both.',
  };
}

function objectionWords({ status, reading, azureMessage }: Of<'objection'>): FailureWords {
  const quote = azureMessage || undefined;
  if (quote === undefined) return { ...refusedWhat(status, reading), todo: unexplained };
  const todo = reading
    ? 'Read what Azure says. If it stays like this, show it to whoever runs this console.'
    : status === 403
      ? `Read what Azure says, and ask an owner of the cluster for the right. ${patience}`
      : 'Read what Azure says, put that right in the cluster, then try again.';
  return { ...refusedWhat(status, reading), todo, quote };
}

const unexplained =
  'Azure says no more than that. Try again in a minute. If it stays like this, give the correlation id to Azure support.';

function refusedWhat(
  status: number,
  reading: true | undefined,
): Pick<FailureWords, 'title' | 'text'> {
  if (reading) {
    return {
      title: 'Azure refused to answer',
      text: `This console asked what is there, and Azure did not say (HTTP ${status}).`,
    };
  }
  if (status === 403) {
    return {
      title: 'Azure does not allow this',
      text: 'Azure refused the change (HTTP 403) and does not say which right is missing.',
    };
  }
  return {
    title: 'Azure objects to something else in this cluster',
    text: `Azure checks the whole cluster at every change, and refused this one (HTTP ${status}). What it objects to need not be the list.`,
  };
}

function operationFailedWords({ ended, azureMessage }: Of<'operation-failed'>): FailureWords {
  return {
    ...(ended === 'Failed'
      ? {
          title: 'Azure could not finish',
          text: 'Azure accepted the change and then failed to carry it out.',
        }
      : {
          title: 'The operation was cancelled',
          text: 'Azure accepted the change, and somebody or something cancelled it before its end.',
        }),
    todo: "Look at what the list holds now and at the cluster's activity log in the Azure portal, then apply the change again.",
    quote: azureMessage,
    inActivityLog: true,
  };
}

function switchedOffWords({ setting }: Of<'switched-off'>): FailureWords {
  if (setting === 'READ_ONLY') {
    return {
      title: 'This console only looks',
      text: 'Whoever runs it has switched changes off (READ_ONLY).',
      todo: 'Make the change elsewhere, or ask them to switch changes on.',
    };
  }
  return {
    title: 'This console does not open clusters',
    text: 'Whoever runs it has switched off opening a cluster to the internet, and ranges wider than /8 with it (ALLOW_OPEN).',
    todo: 'Keep at least one range in the list, or ask them to allow it.',
  };
}

function policiesWords(policies: readonly string[]): string {
  if (policies.length === 0) return 'A policy of your organisation judges';
  const names = policies.map((name) => `"${name}"`).join(' and ');
  return policies.length === 1 ? `The policy ${names} judges` : `The policies ${names} judge`;
}

/** How long something takes, or is to be waited for: rather too long than too short. */
export function durationWords(seconds: number): string {
  if (seconds < 120) return counted(Math.max(1, Math.ceil(seconds)), 'second');
  const minutes = Math.ceil(seconds / 60);
  return minutes < 120 ? `${minutes} minutes` : `${grouped(Math.ceil(minutes / 60))} hours`;
}
