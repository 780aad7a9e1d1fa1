import { lstatSync, readlinkSync, realpathSync, type Stats } from 'node:fs';
import { join } from 'node:path';
import { onDisk } from '../files/file-names';

/** The kernel's limit (40). More links count as a loop. */
const MOST_LINKS = 40;

/** A file of an image, at its place on this machine. */
export interface LayerFile {
  /** Without links. */
  hostPath: string;
  imagePath: string;
}

/** `missing`: the image has no such file · `denied`: this user may not search the folders of the layers. */
export type NoLayerFile = 'missing' | 'denied';

/** A folder of the merged file system: the folders of the layers, the uppermost first. */
type Merged = readonly string[];

/**
 * Finds a regular file of an image in its layers, as overlayfs merges them, and follows the image's links inside the image. Does not
 * read which folders are opaque, since Node cannot read extended attributes: a file that an opaque folder hides is found, too.
 * @param layers folders on this machine, the uppermost first
 */
export function findInLayers(layers: readonly string[], path: string): LayerFile | NoLayerFile {
  let left = path.split('/').filter(Boolean);
  let at: { name: string; merged: Merged }[] = [];
  for (let followed = 0; left.length > 0; ) {
    const [name = '', ...rest] = left;
    left = rest;
    if (name === '.') continue;
    if (name === '..') {
      at = at.slice(0, -1);
      continue;
    }
    const entry = entryIn(at.at(-1)?.merged ?? layers, name);
    if (entry === 'missing' || entry === 'denied') return entry;
    if ('folders' in entry) {
      at = [...at, { name, merged: entry.folders }];
      continue;
    }
    const { hostPath, stats } = entry;
    if (stats.isSymbolicLink()) {
      if (++followed > MOST_LINKS) return 'missing';
      const target = readlinkSync(onDisk(hostPath), 'utf8');
      if (target.startsWith('/')) at = [];
      left = [...target.split('/').filter(Boolean), ...left];
      continue;
    }
    if (left.length > 0 || !stats.isFile()) return 'missing';
    return {
      hostPath: realpathSync(onDisk(hostPath)),
      imagePath: `/${[...at.map((folder) => folder.name), name].join('/')}`,
    };
  }
  return 'missing';
}

/** The uppermost entry of a name; of a folder all layers that are merged. */
function entryIn(merged: Merged, name: string): { folders: Merged } | { hostPath: string; stats: Stats } | NoLayerFile {
  const folders: string[] = [];
  for (const layer of merged) {
    const hostPath = join(layer, name);
    const stats = statsOf(hostPath);
    if (stats === 'denied') return 'denied';
    if (stats === undefined) {
      // fuse-overlayfs marks a deleted entry by a file.
      if (statsOf(join(layer, `.wh.${name}`)) !== undefined) break;
      continue;
    }
    if (isWhiteout(stats)) break;
    if (!stats.isDirectory()) {
      if (folders.length === 0) return { hostPath, stats };
      break;
    }
    folders.push(hostPath);
  }
  return folders.length > 0 ? { folders } : 'missing';
}

/** A character device 0:0 marks a deleted entry (Linux, Documentation/filesystems/overlayfs.rst). */
const isWhiteout = (stats: Stats): boolean => stats.isCharacterDevice() && stats.rdev === 0;

function statsOf(path: string): Stats | 'denied' | undefined {
  try {
    return lstatSync(onDisk(path), { throwIfNoEntry: false });
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'EACCES' || code === 'EPERM') return 'denied';
    if (code === 'ENOTDIR' || code === 'ENAMETOOLONG' || code === 'ELOOP') return undefined;
    throw error;
  }
}
