'use client';
// Needs fetch from the browser: only its own way out of the network shows the address in question.

import { useRouter } from 'next/navigation';
import { useEffect, useRef } from 'react';

/** Longest answer that can be an address; an HTML page from a captive portal is longer. */
const longestAnswer = 64;

/**
 * Asks the address echo when a page opens and when the window gets the focus again, and hands the
 * answer to `note`, which decides whether it is news.
 */
export function EchoWatch({
  echoUrl,
  known,
  note,
}: {
  echoUrl: string;
  known: string | undefined;
  note: (text: string) => Promise<{ changed: boolean }>;
}) {
  const router = useRouter();
  const told = useRef(known);
  useEffect(() => {
    const ask = async () => {
      const text = await echo(echoUrl);
      if (text === undefined || text === told.current) return;
      told.current = text;
      if ((await note(text)).changed) router.refresh();
    };
    const askQuietly = () => void ask().catch(() => undefined);
    askQuietly();
    window.addEventListener('focus', askQuietly);
    return () => window.removeEventListener('focus', askQuietly);
  }, [echoUrl, note, router]);
  return null;
}

async function echo(url: string): Promise<string | undefined> {
  const answer = await fetch(url, { cache: 'no-store', signal: AbortSignal.timeout(3000) });
  const text = (await answer.text()).trim();
  return answer.ok && text !== '' && text.length <= longestAnswer ? text : undefined;
}
