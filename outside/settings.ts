/**
 * Settings of a console for whom AKS has no limits and ends at once: it takes 20 PUTs of a cluster and
 * then one a minute, which for a crowd is an hour in which nothing happens.
 */
export const aksWithoutLimits = {
  AKS_PUT_BURST: '1000',
  AKS_GET_LIMIT: '10000/1',
  AKS_POLL_LIMIT: '10000/1',
  AKS_POLL_MS: '20',
};
