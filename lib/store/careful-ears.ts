import type { Backend } from './backend.ts';

type Listen = Backend['listen'];

/**
 * Wraps `listen` so that an error thrown by a listener does not reach its caller: the connection of
 * pg would stop handing on messages without anybody noticing. A message that a listener threw at,
 * such as an event of a newer release, is reported to it as a gap.
 */
export function carefulEars(listen: Listen, onError: (error: Error) => void): Listen {
  const trying = (hear: () => void) => {
    try {
      hear();
      return true;
    } catch (error) {
      onError(error instanceof Error ? error : new Error(String(error)));
      return false;
    }
  };
  return (channel, onMessage, onGap) =>
    listen(
      channel,
      (payload) => {
        if (!trying(() => onMessage(payload))) trying(onGap);
      },
      () => void trying(onGap),
    );
}
