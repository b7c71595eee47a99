import { useRouter } from 'next/navigation';

/** The event of the window that says that something other than a link has asked for a page of ours. */
export const goingEvent = 'going';

/** Navigates to a page of ours without loading a new document. */
export function useGo(): (path: string) => void {
  const router = useRouter();
  return (path) => {
    const { pathname, search } = window.location;
    if (path !== pathname + search) window.dispatchEvent(new Event(goingEvent));
    router.push(path);
  };
}
