import { basename, isAbsolute } from 'node:path';

const NAME = /^ct-[A-Za-z0-9]{6}$/;

export const isRuntimeFolderName = (name: string): boolean => NAME.test(name);

/** Whether a path can be that of a runtime folder: an empty or short text is none, and selects nothing. */
export const isRuntimeFolderPath = (path: string): boolean => isAbsolute(path) && isRuntimeFolderName(basename(path));
