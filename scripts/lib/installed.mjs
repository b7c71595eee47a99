/**
 * Whether node_modules holds what package-lock.json names. npm writes `node_modules/.package-lock.json`
 * as its last act, so an installation that was broken off has none, and one that was made from another
 * lockfile differs from it.
 *
 * @param {string} lockText package-lock.json
 * @param {string | undefined} installedText node_modules/.package-lock.json, where there is one
 * @param {(path: string) => boolean} exists of a path relative to the project
 */
export function isInstalled(lockText, installedText, exists) {
  if (installedText === undefined) return false;
  const wanted = packagesOf(lockText);
  const installed = packagesOf(installedText);
  return (
    [...installed.keys()].every((path) => wanted.has(path)) &&
    [...wanted].every(([path, entry]) => {
      const found = installed.get(path);
      // Optional packages of other platforms are rightly missing.
      if (found === undefined) return entry.optional === true;
      return found.version === entry.version && exists(path);
    })
  );
}

/**
 * @param {string} text
 * @returns {Map<string, { version?: string, optional?: boolean }>}
 */
function packagesOf(text) {
  try {
    const packages = Object.entries(JSON.parse(text).packages ?? {});
    return new Map(packages.filter(([path]) => path !== ''));
  } catch {
    // A lockfile cut short in the middle is one of an installation that did not end.
    return new Map([['unreadable', {}]]);
  }
}

/**
 * True when `version` (`24.21.0`) is at least `major.minor`.
 *
 * @param {string} version
 * @param {readonly [number, number]} least
 */
export function atLeast(version, [major, minor]) {
  const [itsMajor = 0, itsMinor = 0] = version.split('.').map(Number);
  return itsMajor > major || (itsMajor === major && itsMinor >= minor);
}
