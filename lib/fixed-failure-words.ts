/** A failure for people: what it is called, what happened, and what they can do. */
export type FailureWords = {
  readonly title: string;
  readonly text: string;
  readonly todo: string;
  /** Azure's own words, where nothing else explains it. To be shown as a quotation. */
  readonly quote?: string | undefined;
  /** What to do begins in Azure's activity log of the cluster. */
  readonly inActivityLog?: true;
};

/** The words for failures that are the same each time. */
export const fixedFailureWords = {
  'sign-in-needed': {
    title: 'Sign-in needed',
    text: 'Your sign-in to Azure has ended.',
    todo: 'Sign in again. What you typed stays.',
  },
  'claims-challenge': {
    title: 'Sign-in needed',
    text: 'Azure asks for a stronger or fresher sign-in for this, such as a second factor.',
    todo: 'Sign in again. What you typed stays.',
  },
  'challenge-repeated': {
    title: 'Signing in again did not help',
    text: 'Azure asked for the same proof again right after you had given it. Mostly a Conditional Access policy does not accept the address from which this console, not your browser, reaches Azure.',
    todo: "Ask your Entra administrator to look at the sign-in log, and to trust the console's outgoing address as a named location.",
  },
  'not-recorded': {
    title: 'Nothing can be recorded right now',
    text: "This console's database can be read, but takes nothing new. Nothing was sent, and what you typed is still here.",
    todo: 'Press again in a minute. If it stays like this, tell whoever runs this console.',
  },
  'perhaps-recorded': {
    title: 'Nobody knows whether this was recorded',
    text: "The connection to this console's database broke just then. What you typed is still here.",
    todo: 'Press again: if it was recorded, nothing is done twice. If it stays like this, tell whoever runs this console.',
  },
  'newer-release': {
    title: 'A newer release of this console has recorded this',
    text: 'This one cannot read what has become of it. Nothing was recorded a second time.',
    todo: 'Look again in a few minutes. If it stays like this, tell whoever runs this console.',
  },
  'fleet-hub': {
    title: 'This cluster belongs to Fleet Manager',
    text: 'It is the hub of an Azure Kubernetes Fleet. Azure runs it and denies changes to it.',
    todo: 'Make changes on the fleet itself.',
  },
  'subscription-disabled': {
    title: 'The subscription is disabled',
    text: 'Azure shows what is in a disabled subscription, but nothing in it can be changed.',
    todo: 'Ask the owner of the subscription to enable it again.',
  },
  'wrong-directory': {
    title: 'The subscription is in another directory',
    text: 'Azure does not take the token of the directory in which this subscription was found. It may have been transferred; that can take an hour to be known everywhere.',
    todo: 'Open the cluster again from the list of clusters, and ask for the change there.',
  },
  recreated: {
    title: 'This is another cluster now',
    text: 'The cluster was deleted and made again under the same name after this change was asked for.',
    todo: 'Look at the new cluster, and ask for the change again if it is still wanted.',
  },
  'time-is-over': {
    title: 'Its time was over',
    text: 'It was to be let in for a while, and that has passed.',
    todo: 'Ask for it again if it is still wanted.',
  },
  unreachable: {
    title: 'Azure cannot be reached',
    text: 'This console got no answer from Azure.',
    todo: 'Try again in a minute. If it stays like this, ask whoever runs this console to look at its way out to Azure.',
  },
  stopped: {
    title: 'The cluster is stopped',
    text: 'AKS changes nothing on a stopped cluster.',
    todo: 'Start it in the Azure portal or with az aks start, then try again.',
  },
  'private-cluster': {
    title: 'The API server is private',
    text: 'It has no public endpoint, so authorized IP ranges do not apply to it.',
    todo: 'Reach it from inside its virtual network (VPN, peering, Bastion), or with az aks command invoke.',
  },
  'basic-load-balancer': {
    title: 'The load balancer is Basic',
    text: 'Authorized IP ranges need a Standard load balancer, and this cluster has the retired Basic one.',
    todo: 'Migrate the cluster to the Standard load balancer first. That means downtime.',
  },
} as const satisfies Readonly<Record<string, FailureWords>>;
