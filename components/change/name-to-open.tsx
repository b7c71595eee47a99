/**
 * The field for the name of a cluster that is to be opened to the internet. `strict`: the browser checks the
 * name, for a form that does not show again what was typed into it.
 */
export function NameToOpen({
  name,
  typed,
  strict = false,
}: {
  name: string;
  typed?: string;
  strict?: boolean;
}) {
  return (
    <label className="grid max-w-xl gap-1">
      <span className="font-medium">
        Type <code className="font-mono text-[0.8125rem]">{name}</code> to open it to the internet
      </span>
      <input
        name="typedName"
        required
        defaultValue={typed}
        pattern={strict ? `\\s*${name}\\s*` : undefined}
        title={strict ? `Type ${name}` : undefined}
        autoComplete="off"
        spellCheck={false}
        className="field font-mono"
      />
    </label>
  );
}
