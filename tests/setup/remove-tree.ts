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

/** Unmounts what is mounted below a folder and removes it, never across a file system's border. */
export function removeTree(folder: string): void {
  for (const mount of mountsBelow(folder)) runTool('umount', ['--lazy', mount]);
  runTool('rm', ['-rf', '--one-file-system', folder]);
}
