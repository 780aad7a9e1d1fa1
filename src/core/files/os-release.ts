import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The text of os-release(5); undefined on a system without it. @param root of the system */
export function osRelease(root = '/'): string | undefined {
  try {
    return readFileSync(join(root, 'etc/os-release'), 'utf8');
  } catch {
    return undefined;
  }
}

/** The name of the distribution for people, in the text of os-release(5). */
export const distributionName = (text: string): string => /^PRETTY_NAME="?([^"\n]+)/m.exec(text)?.[1] ?? 'Linux';
