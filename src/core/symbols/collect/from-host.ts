import { candidatesOf, isPlainPath } from './file-candidates';
import { withFile } from './file-source';
import type { SymbolPicker } from './symbol-picker';

/** Not files: opening some of them has effects. */
const NEVER = /^\/(dev|proc|sys)\//;

/** A folder or file of this machine that was in the container. */
export interface SharedPath {
  host: string;
  container: string;
}

/**
 * Offers the files of this machine to the pickers, after a program ran on it outside of containers.
 */
export function offerFromHost(pickers: readonly SymbolPicker[]): void {
  for (const picker of pickers)
    for (const { path, kind } of candidatesOf(picker.file)) {
      if (picker.isComplete || !isFilePath(path)) continue;
      const isThere = withFile(path, (source) => {
        picker.offer(source, kind, 'place');
        return true;
      });
      if (!isThere && kind === 'binary') picker.note({ gap: 'file-missing' });
    }
}

/**
 * Offers files of this machine that could have been in the container: those in folders that the container shared, and those at the
 * same path. Only a build id proves it. Paths come from a trace, so nothing but a regular file is opened.
 */
export function offerFromShared(pickers: readonly SymbolPicker[], shared: readonly SharedPath[]): void {
  for (const picker of pickers)
    for (const { path, kind } of candidatesOf(picker.file))
      for (const place of [...placesIn(shared, path), path])
        if (picker.file.buildId !== null && !picker.isComplete && isFilePath(path) && isFilePath(place))
          withFile(place, (source) => picker.offer(source, kind, 'guess'));
}

const isFilePath = (path: string): boolean => isPlainPath(path) && !NEVER.test(path);

const placesIn = (shared: readonly SharedPath[], path: string): string[] =>
  shared.flatMap(({ host, container }) => {
    if (path === container) return [host];
    const below = container.endsWith('/') ? container : `${container}/`;
    return path.startsWith(below) ? [`${host.replace(/\/$/, '')}/${path.slice(below.length)}`] : [];
  });
