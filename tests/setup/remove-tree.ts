import { readFileSync } from 'node:fs';
import { runTool } from './run-tool';

/** Mount points below a folder, deepest first (proc(5), mountinfo's fifth field with its octal escapes). */
export function mountsBelow(folder: string): string[] {
  return readFileSync('/proc/self/mountinfo', 'utf8')
    .split('\n')
    .flatMap((line) => line.split(' ')[4] ?? [])
    .map((path) => path.replace(/\\(\d{3})/g, (_, octal: string) => String.fromCharCode(Number.parseInt(octal, 8))))
    .filter((path) => path.startsWith(`${folder}/`))
    .sort((a, b) => b.length - a.length);
}

/**
 * Unmounts everything below a folder and removes the folder, within one file system. Unmounts each reachable mount, then
 * the mounts that it had hidden: Podman mounts its storage folder over itself at its start, and two Podmans that start at
 * once do so twice, over a container's file system.
 */
export function removeTree(folder: string): void {
  for (let mounts = mountsBelow(folder); mounts.length > 0; mounts = unmounted(folder, mounts));
  runTool('rm', ['-rf', '--one-file-system', folder]);
}

/** @throws when no remaining mount can be unmounted */
function unmounted(folder: string, mounts: readonly string[]): string[] {
  let refusal: unknown;
  for (const mount of mounts)
    try {
      runTool('umount', ['--lazy', mount]);
    } catch (error) {
      refusal = error; // hidden under a mount of this round, or removed with it
    }
  const left = mountsBelow(folder);
  if (left.length >= mounts.length) throw refusal;
  return left;
}
