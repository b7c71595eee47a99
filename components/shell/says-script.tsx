'use client';
// Tells the server with the next request that this browser runs script.

import { useEffect } from 'react';
import { scriptCookie } from '#lib/script-cookie';

/** Leaves a mark that a page may be sent in parts, which only script can put together. */
export function SaysScript() {
  useEffect(() => {
    const secure = window.location.protocol === 'https:' ? '; secure' : '';
    // biome-ignore lint/suspicious/noDocumentCookie: the cookie store is not in every browser yet
    document.cookie = `${scriptCookie}=1; path=/; samesite=lax${secure}`;
  }, []);
  return null;
}
