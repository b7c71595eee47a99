import type { Cluster } from '#lib/clusters/cluster';
import { listAsCode } from '#lib/clusters/list-as-code';
import { grouped } from '#lib/grouped';
import { CodeBox } from '../ui/code-box.tsx';

/** The whole list as it stands now, in the words of each tool that may keep it. */
export function ListInCode({ cluster: { id, entries } }: { cluster: Cluster }) {
  if (entries.length === 0) {
    return <p className="text-muted">There is nothing to keep in code.</p>;
  }
  const whole =
    entries.length === 1
      ? 'The one entry as Azure has it now.'
      : `All ${grouped(entries.length)} entries as Azure has them now.`;
  return (
    <>
      <p className="text-muted">
        {whole} A tool that keeps an older list writes that one back at its next run.
      </p>
      {listAsCode(id, entries).map(({ tool, place, code, note }) => (
        <section key={tool} aria-label={tool} className="grid grid-cols-1 gap-2">
          <div>
            <h2 className="font-medium">{tool}</h2>
            <p className="text-xs text-muted">{place}</p>
            {note !== undefined && <p className="text-xs text-warn">{note}</p>}
          </div>
          <CodeBox text={code} label={`Copy for ${tool}`} />
        </section>
      ))}
    </>
  );
}
