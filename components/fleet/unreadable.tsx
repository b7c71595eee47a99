import type { FleetNote, Unreadable } from '#lib/clusters/fleet';
import { failureWords } from '#lib/failure-words';
import { Callout } from '../ui/callout.tsx';

/** What could not be read, by name: silence must not look like absence. */
export function UnreadableCallout({
  places,
  notes,
}: {
  places: readonly (Unreadable & { readonly signInPath?: string | undefined })[];
  notes: readonly FleetNote[];
}) {
  return (
    <>
      {notes.map((note) => (
        <Callout key={note.code} tone="info" title={noteTitle(note)} />
      ))}
      {places.length > 0 && (
        <Callout
          tone="warn"
          title={`${places.length} ${places.length === 1 ? 'place' : 'places'} could not be read`}
        >
          <details>
            <summary>Their clusters are missing here. Which, and why</summary>
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

function noteTitle(note: FleetNote): string {
  switch (note.code) {
    case 'subscriptions-truncated':
      return 'You see more than 10,000 subscriptions; Azure answered for the first 10,000 only.';
    case 'clusters-missing':
      return `Azure counted ${note.missing} more than it listed: clusters came or went meanwhile. Read again in a minute.`;
    case 'listed-directly':
      return 'Resource Graph did not answer, so each subscription was listed by itself. That takes longer.';
  }
}
