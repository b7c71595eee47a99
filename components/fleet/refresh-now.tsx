'use client';
// Renders the page anew from within it: what was typed, selected and scrolled to stays.

import { useRouter } from 'next/navigation';
import { useEffect } from 'react';

/** Asks for the page once more as soon as it is there itself. */
export function RefreshNow() {
  const router = useRouter();
  useEffect(() => {
    router.refresh();
  }, [router]);
  return null;
}
