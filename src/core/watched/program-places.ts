import { realpathSync, statSync } from 'node:fs';
import type { Volume } from '@shared/engines/container-spec';
import { onDisk } from '../files/file-names';
import { findInLayers, type NoLayerFile } from './layer-file';

/** Folders that shells search; environ(7) and the defaults of the engines. */
const USUAL_PATH = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';

/** What a container has for files: the layers of its image, and what is mounted over them. */
export interface ContainerFiles {
  layers: readonly string[];
  volumes: readonly Volume[];
}

/** The path on this machine of the file that a container has at a path, without links. */
export function hostPathOf({ layers, volumes }: ContainerFiles, path: string): { hostPath: string } | NoLayerFile {
  const volume = volumes
    .filter(({ target }) => isIn(path, target))
    .sort((a, b) => b.target.length - a.target.length)[0];
  return volume ? onMachine(volume.source + path.slice(trimmed(volume.target).length)) : findInLayers(layers, path);
}

/** The path in the container of a program that a command names, searched in the folders of PATH. */
export function programPath(files: ContainerFiles, command: string, env: readonly string[]): string | undefined {
  if (command.startsWith('/')) return command;
  if (command === '' || command.includes('/')) return undefined; // relative to a working directory
  const path = env.find((entry) => entry.startsWith('PATH='))?.slice('PATH='.length) ?? USUAL_PATH;
  return path
    .split(':')
    .filter((folder) => folder.startsWith('/'))
    .map((folder) => `${trimmed(folder)}/${command}`)
    .find((place) => typeof hostPathOf(files, place) === 'object');
}

const trimmed = (folder: string): string => folder.replace(/\/+$/, '');

const isIn = (path: string, folder: string): boolean =>
  path === trimmed(folder) || path.startsWith(`${trimmed(folder)}/`);

function onMachine(path: string): { hostPath: string } | NoLayerFile {
  try {
    const hostPath = realpathSync(onDisk(path));
    return statSync(hostPath).isFile() ? { hostPath } : 'missing';
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    return code === 'EACCES' || code === 'EPERM' ? 'denied' : 'missing';
  }
}
