import { containsCidr, parseCidr } from 'cidr-tools';
import IPCIDR from 'ip-cidr';
import ipaddr from 'ipaddr.js';
import { Netmask } from 'netmask';

/** A library that knows ranges, doing what we do. */
export type RangePeer = {
  readonly name: string;
  /** Makes ready the lists of clusters; answers how many of them admit an address. */
  readonly admitting: (lists: readonly (readonly string[])[]) => (address: string) => number;
  /** Reads one line; throws where it is no range. */
  readonly parse: (line: string) => unknown;
};

/** The four that people use from JavaScript. What can be parsed beforehand is. */
export const rangePeers: readonly RangePeer[] = [
  {
    name: 'ip-cidr',
    admitting: perList(
      (text) => new IPCIDR(text),
      (range, address) => range.contains(address),
    ),
    parse: (line) => new IPCIDR(line),
  },
  {
    name: 'cidr-tools',
    admitting: (lists) => (address) =>
      lists.filter((list) => containsCidr([...list], address)).length,
    parse: (line) => parseCidr(line),
  },
  {
    name: 'ipaddr.js',
    admitting: (lists) => {
      const parsed = lists.map((list) => list.map((text) => ipaddr.parseCIDR(text)));
      return (address) => {
        const asked = ipaddr.parse(address);
        return parsed.filter((list) => list.some((range) => asked.match(range))).length;
      };
    },
    parse: (line) => ipaddr.parseCIDR(line),
  },
  {
    name: 'netmask',
    admitting: perList(
      (text) => new Netmask(text),
      (range, address) => range.contains(address),
    ),
    parse: (line) => new Netmask(line),
  },
];

function perList<T>(parse: (text: string) => T, contains: (range: T, address: string) => boolean) {
  return (lists: readonly (readonly string[])[]) => {
    const parsed = lists.map((list) => list.map(parse));
    return (address: string) =>
      parsed.filter((list) => list.some((range) => contains(range, address))).length;
  };
}
