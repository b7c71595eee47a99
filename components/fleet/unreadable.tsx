import type { FleetNote, Unreadable } from '#lib/clusters/fleet/fleet';
import { noteWords } from '#lib/clusters/fleet/gaps';
import { failureWords } from '#lib/failure-words';
import { counted } from '#lib/grouped';
import { Callout } from '../ui/callout.tsx';

/** What could not be read, by name: silence must not look like absence. */
export function UnreadableCallout({
  places,
  notes,
  effect = 'Their clusters are missing here.',
}: {
  places: readonly (Unreadable & { readonly signInPath?: string | undefined })[];
  notes: readonly FleetNote[];
  /** What that means for the page. */
  effect?: string | undefined;
}) {
  return (
    <>
      {notes.map((note) => (
        <Callout key={note.code} tone="info" title={noteWords(note)} />
      ))}
      {places.length > 0 && (
        <Callout tone="warn" title={`${counted(places.length, 'place')} could not be read`}>
          <details open={places.length <= 3}>
            <summary>{effect} Which, and why</summary>
            <ul className="mt-1 grid gap-1">
              {places.map((place) => (
                <li key={place.scope}>
                  <span className="text-ink">{place.label}</span>:{' '}
                  {failureWords(place.failure).title}
                  {place.signInPath !== undefined && (
                    <>
                      {'. '}
                      <a href={place.signInPath} className="link">
                        Sign in again<span className="sr-only"> for {place.label}</span>
                      </a>
                    </>
                  )}
                </li>
              ))}
            </ul>
          </details>
        </Callout>
      )}
    </>
  );
}
