import { familyOf, installCommand, type PackageName, packageOf } from '@shared/install/packages';
import { once } from '@shared/model/once';
import { osRelease } from './os-release';

/** The family of this machine's distribution. */
const family = once(() => familyOf(osRelease() ?? ''));

/** The command that installs packages on this machine, to copy. */
export const toInstall = (...names: readonly PackageName[]): string => installCommand(family(), names);

/** The command that installs a package again whose files are missing. */
export const toReinstall = (name: PackageName): string => installCommand(family(), [name], 'reinstall');

/** A hint for a program that cannot be run. */
export function hintFor(program: string): string {
  const name = packageOf(program);
  return name === undefined ? `Install the package that contains \`${program}\`.` : `Run \`${toInstall(name)}\`.`;
}
