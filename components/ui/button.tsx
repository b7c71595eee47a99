import clsx from 'clsx';
import Link from 'next/link';
import type { ComponentProps } from 'react';

type Look = 'primary' | 'yielding' | 'plain' | 'quiet' | 'danger';

const primary = 'bg-accent text-on-accent border-transparent hover:bg-accent-strong font-medium';

const looks: Record<Look, string> = {
  primary,
  yielding: `${primary} editing:border-line-strong editing:bg-surface editing:text-ink editing:hover:bg-sunken`,
  plain: 'bg-surface text-ink border-line-strong hover:bg-sunken',
  quiet: 'bg-transparent text-accent border-transparent hover:bg-accent-soft',
  danger: 'bg-surface text-danger border-danger hover:bg-danger-soft font-medium',
};

function buttonClass(look: Look, small: boolean) {
  return clsx(
    'inline-flex items-center justify-center gap-1.5 whitespace-nowrap rounded-[0.4375rem] border transition-colors',
    'aria-disabled:pointer-events-none aria-disabled:opacity-60 disabled:opacity-60',
    small ? 'min-h-7 px-2 text-xs' : 'min-h-9 px-3 text-sm',
    looks[look],
  );
}

/**
 * A button in one of five looks: what to press first, what is that until a list is edited, what else, what
 * hardly, what is dangerous.
 */
export function Button({
  look = 'plain',
  small = false,
  className,
  ...rest
}: ComponentProps<'button'> & { look?: Look; small?: boolean }) {
  return <button type="submit" {...rest} className={clsx(buttonClass(look, small), className)} />;
}

/**
 * A link that looks like a button, for what the browser itself has to open: a sign-in must not be
 * prefetched, a page that failed is to be made anew, and a file is no page. And for the many of a table,
 * which `useOwnLinks` leads on.
 */
export function PlainLink({
  look = 'primary',
  small = false,
  className,
  ...rest
}: ComponentProps<'a'> & { look?: Look; small?: boolean }) {
  return <a {...rest} className={clsx(buttonClass(look, small), className)} />;
}

/**
 * A link to a file to keep. Without `download` Firefox takes it for a way out, and breaks off whatever
 * the page is just then receiving.
 */
export function FileLink(props: ComponentProps<'a'>) {
  return <PlainLink {...props} download look="quiet" small />;
}

/** A link that looks like a button. It never changes anything. */
export function ButtonLink({
  look = 'plain',
  small = false,
  className,
  ...rest
}: ComponentProps<typeof Link> & { look?: Look; small?: boolean }) {
  return <Link prefetch={false} {...rest} className={clsx(buttonClass(look, small), className)} />;
}
