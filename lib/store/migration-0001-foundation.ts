/** Who may act: grants of people, their sessions, and sign-ins under way. `schema.ts` mirrors it. */
export const foundation = {
  id: '0001-foundation',
  sql: `
    create table grants (
      id uuid primary key,
      cloud text not null,
      tenant_id text not null,
      object_id text not null,
      directory_id text not null,
      name text not null,
      username text not null,
      token_cache text,
      cache_version integer not null default 1,
      created_at timestamptz not null,
      signed_in_at timestamptz not null,
      unique (cloud, tenant_id, object_id)
    );

    create table sessions (
      id_hash text primary key,
      grant_id uuid not null references grants (id) on delete cascade,
      created_at timestamptz not null,
      seen_at timestamptz not null,
      expires_at timestamptz not null,
      address jsonb
    );
    create index sessions_grant on sessions (grant_id);
    create index sessions_expiry on sessions (expires_at);

    create table pending_sign_ins (
      state_hash text primary key,
      browser_hash text not null,
      sealed text not null,
      created_at timestamptz not null,
      expires_at timestamptz not null
    );
    create index pending_sign_ins_expiry on pending_sign_ins (expires_at);
  `,
} as const;
