import { format, types } from 'node:util';
import type pino from 'pino';
import { log } from '#lib/log';

const methods = [
  ['log', 'info'],
  ['info', 'info'],
  ['warn', 'warn'],
  ['error', 'error'],
] as const;

/**
 * From now on what Next and Node print by themselves, most of all errors that pages did not expect, goes
 * the way of every line of the log: one JSON object, without secrets.
 */
export function logConsole(to: pino.Logger = log, printed: Console = console): void {
  for (const [method, level] of methods) {
    printed[method] = (...said: unknown[]) => {
      const err = said.find((each) => types.isNativeError(each));
      const words = format(...said.filter((each) => each !== err)).trim();
      to[level](err === undefined ? {} : { err }, words);
    };
  }
}
