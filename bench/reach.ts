import { parseRange } from '#lib/ranges/cidr';
import { packEntries } from '#lib/ranges/packed-entries';
import { buildReachIndex, numberOf } from '#lib/ranges/reach-index';
import type { Bench, Figure } from './figure.ts';
import { addressesIn, fullLists } from './lists.ts';
import { type RangePeer, rangePeers } from './peers/ranges.ts';
import { amount, duration, spread, summarise, timeEach, times } from './statistics.ts';

const clusters = 10_000;
const entries = 200;
/** The peers look at every entry, so a part of the fleet tells what all of it takes. */
const sample = 200;
const questions = 500;

/** "Where can I get in?" over a whole fleet. */
export const reach: Figure = {
  name: 'reach',
  title: 'Reach over 2 million entries',
  ofProduct: false,
  async measure(bench) {
    const lists = fullLists(clusters, entries);
    const packed = lists.map(
      (list) => ({ access: 'restricted', entries: packEntries(list) }) as const,
    );
    const built = summarise(await timeEach({ warmUp: 1, n: 3 }, () => buildReachIndex(packed)));
    const index = buildReachIndex(packed);
    const addresses = addressesIn(lists, questions);
    const asked = await timeEach({ warmUp: questions, n: questions }, (at) =>
      index.ask(rangeOf(addresses[at % questions] ?? '')),
    );
    const ours = summarise(asked);
    const small = lists.slice(0, sample);
    const expected = countsOf(small, addresses.slice(0, 5));
    const peers = [];
    for (const peer of rangePeers) peers.push(await measurePeer(bench, peer, small, expected));
    const [fastest] = peers.toSorted((a, b) => a.ms - b.ms);
    return [
      {
        what: 'Questions over 10,000 clusters × 200 entries',
        ours: `${amount(1000 / ours.median)} a second, ${spread(ours)} each; made ready in ${duration(built.median)}`,
        instead: peers.map(({ name, ms }) => `${name} ${duration(ms)} each`).join('; '),
        limit: 'aim: faster than a person sees, 100 ms',
        judged: `${ours.p95 < 100 ? 'met' : 'missed'}; ${times((fastest?.ms ?? 0) / ours.median)} faster than ${fastest?.name}`,
        how: `n ${questions} addresses, as many before to warm up; which clusters admit one. Peers: entries parsed beforehand where the library can, 5 addresses over ${sample} clusters, times ${clusters / sample}; all agree with ours on how many clusters admit each.`,
      },
    ];
  },
};

async function measurePeer(
  bench: Bench,
  { name, admitting }: RangePeer,
  lists: readonly (readonly string[])[],
  expected: ReadonlyMap<string, number>,
) {
  bench.say(name);
  const admit = admitting(lists);
  const asked = [...expected];
  const took = await timeEach({ warmUp: 1, n: asked.length }, (at) => {
    const [address, count] = asked[at % asked.length] ?? ['', 0];
    const found = admit(address);
    if (found !== count) throw new Error(`${name} says ${found} for ${address}, not ${count}`);
  });
  return { name, ms: (summarise(took).median * clusters) / lists.length };
}

function countsOf(lists: readonly (readonly string[])[], addresses: readonly string[]) {
  const index = buildReachIndex(
    lists.map((list) => ({ access: 'restricted', entries: packEntries(list) })),
  );
  const admitted = numberOf('admitted');
  return new Map(
    addresses.map((address) => {
      const { kinds } = index.ask(rangeOf(address));
      return [address, kinds.filter((kind) => kind === admitted).length] as const;
    }),
  );
}

function rangeOf(address: string) {
  const range = parseRange(address);
  if (!range.ok) throw new Error(`Not an address: ${address}`);
  return range.value;
}
