/** Changes and the leases on clusters. `ledger-schema.ts` mirrors it. */
export const ledger = {
  id: '0002-ledger',
  sql: `
    create table changes (
      id uuid primary key,
      seq bigint generated always as identity,
      version integer not null,
      cloud text not null,
      cluster_key text not null,
      grant_id uuid not null,
      idempotency_key text not null,
      state text not null,
      state_since timestamptz not null,
      created_at timestamptz not null,
      wake_at timestamptz,
      last_put_at timestamptz,
      asked jsonb not null,
      life jsonb not null,
      unique (grant_id, idempotency_key)
    );
    create index changes_cluster on changes (cloud, cluster_key, seq);
    create index changes_state on changes (state, state_since);

    create sequence lease_fences;
    create table leases (
      cloud text not null,
      cluster_key text not null,
      fence bigint not null,
      expires_at timestamptz not null,
      primary key (cloud, cluster_key)
    );
  `,
} as const;
