import { CopyButton } from './copy-button.tsx';

/** Text to be copied as a whole; `label` says what the button copies. */
export function CodeBox({ text, label }: { text: string; label: string }) {
  return (
    <div className="relative rounded-lg border border-line bg-sunken">
      <pre
        // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, so keys have to get there.
        tabIndex={0}
        className="max-h-[max(20rem,50dvh)] overflow-auto p-3 pr-10 font-mono text-xs text-ink [overflow-wrap:normal]"
      >
        {text}
      </pre>
      <span className="absolute top-2 right-2">
        <CopyButton text={text} label={label} />
      </span>
    </div>
  );
}
