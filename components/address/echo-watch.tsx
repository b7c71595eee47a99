'use client';
// Needs fetch from the browser: only its own way out of the network shows the address in question.

import { useRouter } from 'next/navigation';
import { useEffect, useRef } from 'react';

/** Longest answer that can be an address; an HTML page from a captive portal is longer. */
const longestAnswer = 64;

/** Where to ask for the browser's own address. */
export type Echo = {
  readonly url: string;
  /** The address that the session kept when this page was made. */
  readonly kept: string | undefined;
};

/**
 * Asks the address echo when a page opens and when the window gets the focus again. The page is read
 * again when it was made with another address, be it by another tab that was told in between.
 */
export function EchoWatch({ url, kept }: Echo) {
  const router = useRouter();
  const told = useRef(kept);
  useEffect(() => {
    const ask = async () => {
      const text = await echo(url);
      if (text === undefined || text === told.current) return;
      told.current = text;
      if ((await note(text)) !== kept) router.refresh();
    };
    const askQuietly = () => void ask().catch(() => undefined);
    askQuietly();
    window.addEventListener('focus', askQuietly);
    return () => window.removeEventListener('focus', askQuietly);
  }, [url, kept, router]);
  return null;
}

/** Tells the session what the echo saw; answers the address that it keeps now. */
async function note(text: string): Promise<string | undefined> {
  const answer = await fetch('/address/seen', { method: 'POST', body: text });
  if (!answer.ok) throw new Error(`The address was not taken: ${answer.status}`);
  const { kept }: { kept?: string } = await answer.json();
  return kept;
}

async function echo(url: string): Promise<string | undefined> {
  const answer = await fetch(url, { cache: 'no-store', signal: AbortSignal.timeout(3000) });
  const text = (await answer.text()).trim();
  return answer.ok && text !== '' && text.length <= longestAnswer ? text : undefined;
}
