/**
 * An index of the changes that put something into a list, so that who added what is found without
 * unpacking `life`, which holds whole lists. `ledger-schema.ts` mirrors it.
 */
export const additions = {
  id: '0004-additions',
  sql: `
    create index changes_additions on changes (cloud, cluster_key, seq)
      where state = 'done' and life ->> 'alreadySo' is distinct from 'true';
  `,
} as const;
