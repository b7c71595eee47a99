import type { Backend } from './backend.ts';

type Listen = Backend['listen'];

/**
 * Listens so that nothing a listener throws leaves its handler: pg's connection would be deaf from
 * then on, and never know. What a listener could not take in, such as an event of a newer release,
 * counts as missed.
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
