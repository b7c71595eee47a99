/**
 * Text in which addresses and ranges stand out: in the font of the text the dots between their digits
 * are so narrow that `81.2.69.0` reads as one number. None of them breaks.
 */
export function Addresses({ text }: { text: string }) {
  return text.split(addresses).map((part, at) =>
    at % 2 === 1 ? (
      // biome-ignore lint/suspicious/noArrayIndexKey: one address may stand in a text twice.
      <span key={at} className="font-mono text-[0.92em] tracking-normal whitespace-nowrap">
        {part}
      </span>
    ) : (
      part
    ),
  );
}

const addresses = /(\d{1,3}(?:\.\d{1,3}){3}(?:\/\d{1,2})?)/;
