import clsx from 'clsx';
import { ChevronDown } from 'lucide-react';
import type { ComponentProps } from 'react';

/** A choice, as high as the fields beside it: with an arrow of the engine's own, WebKit's is not. */
export function Select({
  label,
  className,
  ...rest
}: ComponentProps<'select'> & { readonly label: string }) {
  return (
    <label className={clsx('grid gap-0.5', className)}>
      <span className="text-2xs text-muted">{label}</span>
      <span className="relative">
        <select {...rest} className="field appearance-none pr-7" />
        <ChevronDown
          aria-hidden
          className="pointer-events-none absolute top-2.5 right-2 size-4 text-muted"
        />
      </span>
    </label>
  );
}
