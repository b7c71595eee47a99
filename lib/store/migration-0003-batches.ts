/** Batches, and the place that a change has in one. `ledger-schema.ts` mirrors it. */
export const batches = {
  id: '0003-batches',
  sql: `
    create table batches (
      id uuid primary key,
      cloud text not null,
      grant_id uuid not null,
      version integer not null,
      state text not null,
      created_at timestamptz not null,
      started_at timestamptz,
      draft jsonb not null,
      life jsonb not null
    );
    create index batches_grant on batches (cloud, grant_id, created_at);
    create index batches_state on batches (cloud, state);

    alter table changes add column batch_id uuid, add column batch_place integer;
    create index changes_batch on changes (batch_id, batch_place, seq) where batch_id is not null;
    create index changes_batch_state on changes (batch_id, state, batch_place)
      where batch_id is not null;
  `,
} as const;
