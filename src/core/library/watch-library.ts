import { type FSWatcher, statSync, watch } from 'node:fs';
import { makeFolders } from '../files/make-folders';
import { INDEX_FILE } from './row-index';

/**
 * Calls back when the library's folder changes, by any process. If another process moves the library, watches the new folder,
 * to which a link at the old path leads.
 * @returns a function that stops watching
 */
export function watchLibrary(libraryDir: string, onChange: () => void): () => void {
  let watcher: FSWatcher | undefined;
  let watched: number | undefined;
  const inodeNow = (): number | undefined => statSync(libraryDir, { throwIfNoEntry: false })?.ino;
  const begin = (): void => {
    watcher?.close();
    watched = inodeNow();
    watcher = watch(libraryDir, { persistent: false }, (_event, name) => {
      if (!name?.startsWith(INDEX_FILE)) onChange(); // reading the library writes the index
      follow();
    });
    watcher.on('error', () => watcher?.close()); // the folder was deleted, which the next reading of the list reports
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
    // a library that cannot be created or read has no changes
  }
}
