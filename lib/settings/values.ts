import { isIP } from 'node:net';
import { z } from 'zod';
import type { Rate } from '#lib/azure/http/rate';
import { keepForByName } from '#lib/changes/shown/keep-for';
import type { SettingSpec } from './env-reader.ts';

/** True for a host name that only this machine answers: `localhost`, `*.localhost`, 127.0.0.0/8, `[::1]`. */
export function isLoopbackHost(hostname: string): boolean {
  return (
    hostname === 'localhost' ||
    hostname.endsWith('.localhost') ||
    hostname === '[::1]' ||
    (isIP(hostname) === 4 && hostname.startsWith('127.'))
  );
}

const httpUrl = z.string().transform((text, context) => {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  const encrypted = url?.protocol === 'https:';
  const nearby = url?.protocol === 'http:' && isLoopbackHost(url.hostname);
  if (url && !url.username && !url.password && (encrypted || nearby)) return url;
  context.addIssue('must be an https URL (http only for localhost)');
  return z.NEVER;
});

const originOnly = httpUrl.transform((url, context) => {
  if (url.pathname === '/' && !url.search && !url.hash) return url.origin;
  context.addIssue('must be an origin, without a path behind it');
  return z.NEVER;
});

/** Scheme, host and port, without a trailing slash; http only on loopback. */
export function originSetting(example: string): SettingSpec<string> {
  return { schema: originOnly, example };
}

/** A whole URL; http only on loopback. */
export function httpUrlSetting(example: string): SettingSpec<URL> {
  return { schema: httpUrl, example };
}

/** A whole number within bounds, both included. */
export function wholeNumber(from: number, to: number, example: number): SettingSpec<number> {
  const schema = z
    .string()
    .regex(/^\d{1,9}$/, `must be a whole number from ${from} to ${to}`)
    .transform(Number)
    .refine((n) => n >= from && n <= to, `must be a whole number from ${from} to ${to}`);
  return { schema, example: String(example) };
}

/** `true` or `false`. */
export function trueOrFalse(example: boolean): SettingSpec<boolean> {
  const schema = z
    .enum(['true', 'false'], { error: 'must be true or false' })
    .transform((word) => word === 'true');
  return { schema, example: String(example) };
}

/** A GUID, in lower case. `what` ends the sentence "must be the …". */
export function guidSetting(what: string): SettingSpec<string> {
  const schema = z.guid(`must be ${what}, a GUID`).toLowerCase();
  return { schema, example: '11112222-bbbb-3333-cccc-4444dddd5555' };
}

/** One of a few words. */
export function oneOf<const T extends readonly string[]>(
  words: T,
  example: T[number],
): SettingSpec<T[number]> {
  return { schema: z.enum(words, { error: `must be one of ${words.join(', ')}` }), example };
}

/** Any text; what it must be is found out by using it. */
export function anyText(example: string): SettingSpec<string> {
  return { schema: z.string(), example };
}

/** An address of this machine to listen on. */
export const listenAddressSetting: SettingSpec<string> = {
  schema: z
    .string()
    .refine((text) => isIP(text) !== 0, 'must be an IP address of this machine, not a name'),
  example: '0.0.0.0',
};

const rate = /^[1-9]\d{0,5}\/(?:0\.\d{0,2}[1-9]|[1-9]\d{0,3})$/;

/** `60/1`: so many at once, and so many more each second. */
export function rateSetting(example: string): SettingSpec<Rate> {
  const schema = z
    .string()
    .regex(rate, 'must be two numbers, so many at once and so many more each second')
    .transform((text) => {
      const [burst, perSecond] = text.split('/').map(Number);
      return { burst: burst ?? 1, perSecond: perSecond ?? 1 };
    });
  return { schema, example };
}

/** `8h`: for how long somebody is let in, in seconds. */
export const keepForSetting: SettingSpec<number> = {
  schema: z
    .enum(['1h', '8h', '24h', '7d'], { error: 'must be one of 1h, 8h, 24h, 7d' })
    .transform((name) => keepForByName[name]),
  example: '8h',
};
