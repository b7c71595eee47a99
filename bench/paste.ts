import { readPaste } from '#lib/ranges/paste';
import type { Figure } from './figure.ts';
import { fullLists } from './lists.ts';
import { rangePeers } from './peers/ranges.ts';
import { duration, spread, summarise, timeEach, times } from './statistics.ts';

const lines = 2000;
const counts = { warmUp: 20, n: 50 };

/** A list that somebody pastes into the box. */
export const paste: Figure = {
  name: 'paste',
  title: 'A paste of 2,000 lines',
  ofProduct: false,
  async measure() {
    const [list = []] = fullLists(1, lines);
    const text = list.join('\n');
    const ours = summarise(
      await timeEach(counts, () => {
        const found = readPaste(text).pieces.filter(({ ok }) => ok).length;
        if (found !== lines) throw new Error(`${found} of ${lines} lines were read`);
      }),
    );
    const peers = [];
    for (const { name, parse } of rangePeers) {
      const took = await timeEach(counts, () =>
        text.split('\n').forEach((line) => void parse(line)),
      );
      peers.push({ name, ms: summarise(took).median });
    }
    const [fastest] = peers.toSorted((a, b) => a.ms - b.ms);
    return [
      {
        what: 'A paste of 2,000 lines, read and checked',
        ours: spread(ours),
        instead: peers.map(({ name, ms }) => `${name} ${duration(ms)}`).join('; '),
        limit: 'aim: faster than a person sees, 100 ms',
        judged: `${ours.p95 < 100 ? 'met' : 'missed'}; ${times(ours.median / (fastest?.ms ?? 1))} the time of ${fastest?.name}`,
        how: `n ${counts.n}, warm-up ${counts.warmUp}. Ours finds the ranges in any text and looks at host bits, special-purpose space and width; the others parse lines that are ranges already.`,
      },
    ];
  },
};
