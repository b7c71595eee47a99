import type { RawCluster } from './cluster.ts';
import { type JsonText, type Member, member, parseJsonText, printJsonText } from './json-text.ts';
import { neverSend, neverSendEmpty, readOnlyFields } from './read-only-fields.ts';

/**
 * The body that writes `entries` into the cluster as it was read, and nothing else: everything goes
 * back in the order and spelling in which it came, fields that nobody here knows included, without
 * what Azure does not take. No entries is `[]`, which opens the cluster to the internet.
 */
export function putBody(reading: Pick<RawCluster, 'text'>, entries: readonly string[]): string {
  const cluster = parseJsonText(reading.text);
  // A reading is made only from a body that was JSON.
  if (!cluster.ok) throw new Error(cluster.error);
  return printJsonText(setEntries(withoutUnsendable(cluster.value, sendRules), entries));
}

function setEntries(cluster: JsonText, entries: readonly string[]): JsonText {
  const list: JsonText = {
    kind: 'array',
    items: entries.map((entry) => ({ kind: 'scalar', text: JSON.stringify(entry) })),
  };
  return setMember(cluster, 'properties', (properties) =>
    setMember(properties, 'apiServerAccessProfile', (profile) =>
      setMember(profile, 'authorizedIPRanges', () => list),
    ),
  );
}

const empty: JsonText = { kind: 'object', members: [] };

/** Changes one member where it stands, or appends it; anything but an object counts as an empty one. */
function setMember(parent: JsonText, key: string, change: (value: JsonText) => JsonText): JsonText {
  const members = parent.kind === 'object' ? parent.members : [];
  if (!members.some((m) => m.key === key)) {
    return { kind: 'object', members: [...members, member(key, change(empty))] };
  }
  const changed = (m: Member) => (m.key === key ? { ...m, value: change(m.value) } : m);
  return { kind: 'object', members: members.map(changed) };
}

/** What happens to a member on its way out; `children` by key, with `*` for any key and `[]` for elements. */
type Rule = { drop?: 'always' | 'when-empty'; readonly children: Map<string, Rule> };

const sendRules = rulesOf([
  ...readOnlyFields.map((path) => ({ path, drop: 'always' as const })),
  ...neverSend.map((path) => ({ path, drop: 'always' as const })),
  ...neverSendEmpty.map((path) => ({ path, drop: 'when-empty' as const })),
]);

function rulesOf(paths: readonly { path: string; drop: 'always' | 'when-empty' }[]): Rule {
  const root: Rule = { children: new Map() };
  for (const { path, drop } of paths) {
    let rule = root;
    for (const step of path.replaceAll('[]', '.[]').split('.')) {
      const next: Rule = rule.children.get(step) ?? { children: new Map() };
      rule.children.set(step, next);
      rule = next;
    }
    rule.drop = drop;
  }
  return root;
}

function withoutUnsendable(json: JsonText, rule: Rule | undefined): JsonText {
  if (rule === undefined || json.kind === 'scalar') return json;
  if (json.kind === 'array') {
    const ofElements = rule.children.get('[]');
    return { kind: 'array', items: json.items.map((item) => withoutUnsendable(item, ofElements)) };
  }
  const members = json.members.flatMap((m) => {
    const ofMember = rule.children.get(m.key) ?? rule.children.get('*');
    if (ofMember?.drop === 'always') return [];
    const value = withoutUnsendable(m.value, ofMember);
    return ofMember?.drop === 'when-empty' && isEmpty(value) ? [] : [{ ...m, value }];
  });
  return { kind: 'object', members };
}

function isEmpty(value: JsonText): boolean {
  if (value.kind === 'scalar') return false;
  return (value.kind === 'array' ? value.items : value.members).length === 0;
}
