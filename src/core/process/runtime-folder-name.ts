import { basename, isAbsolute } from 'node:path';

const NAME = /^ct-[A-Za-z0-9]{6}$/;

export const isRuntimeFolderName = (name: string): boolean => NAME.test(name);

/** Whether a path can be a runtime folder. Guards against an empty or short path, which would match other processes. */
export const isRuntimeFolderPath = (path: string): boolean => isAbsolute(path) && isRuntimeFolderName(basename(path));
