import { readFileSync, writeFileSync } from 'node:fs';

const FILES = ['/etc/subuid', '/etc/subgid'] as const;
const COUNT = 65_536;

/**
 * Adds sub-ids for root, subuid(5). If root lacks a capability, Apptainer builds its images in a user namespace. usermod(8)
 * does not change an account with running processes.
 * @returns a function that removes the sub-ids; undefined if root has some already
 */
export function giveRootSubIds(): (() => void) | undefined {
  if (FILES.every((path) => linesOf(path).some((line) => line.startsWith('root:')))) return undefined;
  const ends = FILES.flatMap(linesOf).map((line) => line.split(':').map(Number));
  const first = Math.max(COUNT, ...ends.map(([, from = 0, count = 0]) => from + count));
  const ours = `root:${first}:${COUNT}`;
  const change = (edit: (lines: string[]) => string[]): void => {
    for (const path of FILES)
      writeFileSync(
        path,
        edit(linesOf(path))
          .map((line) => `${line}\n`)
          .join(''),
      );
  };
  change((lines) => [...lines, ours]);
  return () => change((lines) => lines.filter((line) => line !== ours));
}

const linesOf = (path: string): string[] => readFileSync(path, 'utf8').split('\n').filter(Boolean);
