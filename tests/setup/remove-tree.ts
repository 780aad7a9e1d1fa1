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
 * Unmounts what is mounted below a folder and removes it, never across a file system's border. Each mount that can be
 * reached goes, then those that it had hidden: Podman mounts its storage's folder over itself at its start, and two that
 * start at once do so twice, over a container's file system.
 */
export function removeTree(folder: string): void {
  for (let mounts = mountsBelow(folder); mounts.length > 0; mounts = unmounted(folder, mounts));
  runTool('rm', ['-rf', '--one-file-system', folder]);
}

/** @throws when none of them goes any more */
function unmounted(folder: string, mounts: readonly string[]): string[] {
  let refusal: unknown;
  for (const mount of mounts)
    try {
      runTool('umount', ['--lazy', mount]);
    } catch (error) {
      refusal = error; // hidden under one that goes in this round, or gone with it
    }
  const left = mountsBelow(folder);
  if (left.length >= mounts.length) throw refusal;
  return left;
}
