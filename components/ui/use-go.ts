import { useRouter } from 'next/navigation';

/** Tells the window that a page of ours has been asked for by something that is no link. */
export const goingEvent = 'going';

/** Goes to a page of ours without a new document. */
export function useGo(): (path: string) => void {
  const router = useRouter();
  return (path) => {
    const { pathname, search } = window.location;
    if (path !== pathname + search) window.dispatchEvent(new Event(goingEvent));
    router.push(path);
  };
}
