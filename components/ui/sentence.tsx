import { Fragment } from 'react';
import { Addresses } from './addresses.tsx';
import { Time } from './time.tsx';

/** `2026-11-27T05:09Z`, or with its seconds: a moment is shown as precisely as it is written. */
const moment = /(\d{4}-\d\d-\d\dT\d\d:\d\d(?::[\d.]+)?Z)/;

/** A sentence whose ISO times are written as clock times of the reader. */
export function Sentence({ text }: { text: string }) {
  return text.split(moment).map((part, at) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: one moment may stand in a sentence twice.
    <Fragment key={at}>
      {at % 2 === 1 ? (
        <Time at={part} seconds={part.length > '2026-11-27T05:09Z'.length} />
      ) : (
        <Addresses text={part} />
      )}
    </Fragment>
  ));
}
