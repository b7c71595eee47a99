import { RotateCw } from 'lucide-react';
import { Button } from '../ui/button.tsx';
import { FormBar } from '../ui/form-bar.tsx';

/** Reads the fleet anew and comes back to the same view. */
export function ReadAgain({
  action,
  href,
}: {
  action: (form: FormData) => Promise<void>;
  href: string;
}) {
  return (
    <form action={action} className="max-sm:-ml-2.5">
      <input type="hidden" name="view" value={href} />
      <Button look="quiet" small>
        <RotateCw aria-hidden className="size-3" />
        Read again
      </Button>
      <FormBar />
    </form>
  );
}
