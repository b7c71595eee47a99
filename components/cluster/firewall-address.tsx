import type { ChangeFormState } from '#lib/changes/shown/form-state';

/** Asks for what the cluster does not name: where its nodes' traffic comes out. May be left empty. */
export function FirewallAddress({ state }: { state: ChangeFormState }) {
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
      <p id="firewall-problem" aria-live="polite" className="font-medium text-danger">
        {problem}
      </p>
    </div>
  );
}
