import type { Answer, Request } from '../http/exchange.ts';
import type { World } from '../world/world.ts';
import type { VersionedType } from './api-versions.ts';
import type { Caller } from './authenticate.ts';

/** What a handler gets: the request, the placeholders of its pattern and who asks. */
export type ArmCall = {
  readonly world: World;
  readonly request: Request;
  readonly caller: Caller;
  readonly apiVersion: string;
  /** Decoded placeholder of the route's pattern; empty when the pattern has none of that name. */
  readonly part: (name: string) => string;
};

/** One thing ARM can do. */
export type ArmRoute = {
  readonly method: string;
  /** `{name}` is one segment, `{name+}` is one or more. Compared without regard to case. */
  readonly pattern: string;
  readonly versions: VersionedType;
  /** The right that is needed and on what; absent where each handler shows only what one may see. */
  readonly needs?: (call: ArmCall) => { readonly action: string; readonly scope: string };
  readonly handle: (call: ArmCall) => Answer;
};

const compiled = new Map<string, RegExp>();

/** The placeholders of a path that has the pattern; `undefined` when it has not. */
export function matchPattern(pattern: string, path: string): Record<string, string> | undefined {
  const regex = compiled.get(pattern) ?? compile(pattern);
  const found = regex.exec(path.replace(/(?<=.)\/$/, ''));
  if (!found) return undefined;
  const parts = Object.entries(found.groups ?? {});
  return Object.fromEntries(parts.map(([name, value]) => [name, decode(value)]));
}

function compile(pattern: string): RegExp {
  const source = pattern
    .replaceAll('.', '\\.')
    .replaceAll(/\{(\w+)\+\}/g, '(?<$1>.+)')
    .replaceAll(/\{(\w+)\}/g, '(?<$1>[^/]+)');
  const regex = new RegExp(`^${source}$`, 'i');
  compiled.set(pattern, regex);
  return regex;
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
