import { ButtonLink } from '../ui/button.tsx';

/** The way out of an act that has been begun; nothing where there is none. */
export function LeaveAsItIs({ href }: { href: string | undefined }) {
  if (href === undefined) return null;
  return (
    <ButtonLink href={href} look="quiet">
      Leave it as it is
    </ButtonLink>
  );
}
