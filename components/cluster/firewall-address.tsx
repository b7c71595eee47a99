import { Plus } from 'lucide-react';
import type { ChangeFormState } from '#lib/changes/shown/form-state';
import { Button } from '../ui/button.tsx';

/** An Azure Firewall, and all that its traffic may come from, as it is typed. */
export type FirewallSeen = { readonly name: string; readonly addresses: string };

/** Asks for what the cluster does not name: where its nodes' traffic comes out. May be left empty. */
export function FirewallAddress({
  state,
  seen,
}: {
  state: ChangeFormState;
  /** What can be chosen instead of typing. */
  seen: readonly FirewallSeen[];
}) {
  const problem = state.status === 'invalid' ? state.firewallProblem : undefined;
  return (
    <div className="grid max-w-xl gap-1.5">
      <label htmlFor="firewall" className="font-medium">
        Address of the firewall (optional)
      </label>
      <p id="firewall-help" className="text-xs text-muted">
        This cluster&#8217;s nodes leave by your own routes, and nothing in the cluster says where
        they come out. Without that address in the list they lose the API server.
      </p>
      <input
        id="firewall"
        name="firewall"
        defaultValue={state.submitted.firewall}
        key={state.submitted.firewall}
        autoComplete="off"
        spellCheck={false}
        aria-describedby="firewall-help firewall-problem"
        aria-invalid={problem !== undefined}
        className="field font-mono text-[0.8125rem]"
      />
      {seen.length > 0 && (
        <fieldset className="flex flex-wrap gap-1.5">
          <legend className="sr-only">Firewalls that you see</legend>
          {seen.map(({ name, addresses }) => (
            <Button key={addresses} small name="firewallSeen" value={addresses} formNoValidate>
              <Plus aria-hidden className="size-3.5" />
              {name}
            </Button>
          ))}
        </fieldset>
      )}
      <p id="firewall-problem" aria-live="polite" className="font-medium text-danger">
        {problem}
      </p>
    </div>
  );
}
