import { type FSWatcher, statSync, watch } from 'node:fs';
import { makeFolders } from '../files/make-folders';
import { INDEX_FILE } from './row-index';

/**
 * Calls back when something in a library's folder changed, whoever did it. A library that another process moves is
 * followed: what stands at its path then, a link to its new place, is another folder.
 * @returns the way to stop
 */
export function watchLibrary(libraryDir: string, onChange: () => void): () => void {
  let watcher: FSWatcher | undefined;
  let watched: number | undefined;
  const inodeNow = (): number | undefined => statSync(libraryDir, { throwIfNoEntry: false })?.ino;
  const begin = (): void => {
    watcher?.close();
    watched = inodeNow();
    watcher = watch(libraryDir, { persistent: false }, (_event, name) => {
      if (!name?.startsWith(INDEX_FILE)) onChange(); // the index is written by those who look
      follow();
    });
    watcher.on('error', () => watcher?.close()); // the folder is gone: the next look at the list says so
  };
  const follow = (): void => {
    const inode = inodeNow();
    if (inode !== undefined && inode !== watched) tried(begin);
  };
  tried(() => {
    makeFolders(libraryDir);
    begin();
  });
  return () => watcher?.close();
}

function tried(begin: () => void): void {
  try {
    begin();
  } catch {
    // a library that cannot be made, or looked at, has no changes to tell
  }
}
