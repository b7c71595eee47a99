import { CopyButton } from './copy-button.tsx';

/** Text to be copied as a whole; `label` says what the button copies. */
export function CodeBox({ text, label }: { text: string; label: string }) {
  return (
    <div className="flex items-start rounded-lg border border-line bg-sunken">
      <pre
        // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, so keys have to get there.
        tabIndex={0}
        className="max-h-[max(20rem,50dvh)] min-w-0 flex-1 overflow-auto p-3 font-mono text-xs text-ink [overflow-wrap:normal]"
      >
        {text}
      </pre>
      <span className="p-2">
        <CopyButton text={text} label={label} />
      </span>
    </div>
  );
}
