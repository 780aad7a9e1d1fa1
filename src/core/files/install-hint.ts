import { readFileSync } from 'node:fs';
import { type Family, familyOf, installCommand, type PackageName, packageOf } from '@shared/install/packages';

let known: { family: Family | null } | undefined;

/** The family of this machine's distribution, read once. */
function family(): Family | null {
  known ??= { family: familyOf(osRelease()) };
  return known.family;
}

function osRelease(): string {
  try {
    return readFileSync('/etc/os-release', 'utf8');
  } catch {
    return ''; // a system without os-release(5)
  }
}

/** The command that installs packages on this machine, to copy. */
export const toInstall = (...names: readonly PackageName[]): string => installCommand(family(), names);

/** The command that installs a package again whose files are missing. */
export const toReinstall = (name: PackageName): string => installCommand(family(), [name], 'reinstall');

/** A hint for a program that cannot be run. */
export function hintFor(program: string): string {
  const name = packageOf(program);
  return name === undefined ? `Install the package that contains \`${program}\`.` : `Run \`${toInstall(name)}\`.`;
}
