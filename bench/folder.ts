import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A folder of the run, in which each part gets one of its own. */
export type Folder = ReturnType<typeof makeFolder>;

/** A new folder among the system's temporary ones. */
export function makeFolder() {
  const path = mkdtempSync(join(tmpdir(), 'drawbridge-bench-'));
  let parts = 0;

  return {
    /** A path that nobody has had yet. */
    part: (name: string): string => {
      parts += 1;
      return join(path, `${parts}-${name}`);
    },
    remove: (): void => rmSync(path, { recursive: true, force: true }),
  };
}
