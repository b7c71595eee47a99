import { Fragment } from 'react';

/** A host name or a path, whose lines break between its parts as long as one of them fits. */
export function Breakable({ text }: { text: string }) {
  return (
    <span className="[overflow-wrap:anywhere]">
      {text.split(/(?<=[./])/).map((part, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: one part may stand in a text twice.
        <Fragment key={at}>
          {part}
          <wbr />
        </Fragment>
      ))}
    </span>
  );
}
