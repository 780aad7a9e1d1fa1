import { accessSync, constants, readdirSync, readFileSync } from 'node:fs';

/** Text of a file. Empty if the file is missing or cannot be read, as that of a process that has ended or is another user's. */
export function textIn(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}

/** Names in a folder. Empty if the folder is missing or cannot be read. */
export function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

/** Whether this process may write to a file or folder. */
export function isWritable(path: string): boolean {
  try {
    accessSync(path, constants.W_OK);
    return true;
  } catch {
    return false;
  }
}
