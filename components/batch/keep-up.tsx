'use client';
// Needs the router, to read the page again while the batch runs; without script people reload.

import { useRouter } from 'next/navigation';
import { useEffect } from 'react';

const everyMs = 2000;

/** Keeps the page up with a running batch, as long as somebody looks at it. */
export function KeepUp() {
  const router = useRouter();
  useEffect(() => {
    const timer = setInterval(() => {
      if (document.visibilityState === 'visible') router.refresh();
    }, everyMs);
    return () => clearInterval(timer);
  }, [router]);
  return null;
}
