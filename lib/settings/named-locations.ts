import { z } from 'zod';
import { parseRange } from '#lib/ranges/cidr';
import type { NamedLocation } from '#lib/ranges/named-location';
import type { SettingSpec } from './env-reader.ts';

const most = 20;
const form = 'must be names with their IPv4 ranges, separated by semicolons';

/** `Office=73.140.245.0/24 193.168.1.0/24; VPN=137.117.106.88/29` */
export const namedLocationsSetting: SettingSpec<readonly NamedLocation[]> = {
  example: 'Office=73.140.245.0/24 193.168.1.0/24; VPN=137.117.106.88/29',
  schema: z.string().transform((text, context) => {
    const parts = text.split(';').filter((part) => part.trim() !== '');
    const locations = parts.map(locationIn);
    const known = locations.filter((location) => location !== undefined);
    const names = new Set(known.map(({ name }) => name));
    if (known.length < locations.length) context.addIssue(form);
    else if (names.size < known.length) context.addIssue('must name each location once');
    else if (known.length > most) context.addIssue(`must be ${most} at most`);
    return known;
  }),
};

function locationIn(part: string): NamedLocation | undefined {
  const [, name = '', written = ''] = /^\s*([^=;\s][^=;]{0,39}?)\s*=([^=]*)$/.exec(part) ?? [];
  const ranges = written
    .split(/[\s,]+/)
    .filter((range) => range !== '')
    .map(parseRange);
  const good = ranges.flatMap((range) => (range.ok ? [range.value] : []));
  const isWhole = good.length > 0 && good.length === ranges.length;
  return name !== '' && isWhole ? { name, ranges: good } : undefined;
}
