import { useSyncExternalStore } from 'react';

const never = () => () => {};
const no = () => false;

/** Whether `holds`, which only a browser can say: false on the server and until script has taken over. */
function useInBrowser(holds: () => boolean): boolean {
  return useSyncExternalStore(never, holds, no);
}

/** Whether script has taken over. */
export function useScripted(): boolean {
  return useInBrowser(() => true);
}

/** Whether the keyboard has ⌘ where others have Ctrl; not before script runs. */
export function useOnMac(): boolean {
  return useInBrowser(isOnMac);
}

const isOnMac = () => /Mac|iPhone|iPad/.test(navigator.userAgent);
