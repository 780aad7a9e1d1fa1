import { existsSync, lstatSync, readFileSync, realpathSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { parseJson } from '@shared/model/json';
import { isRootControlled } from '@shared/privilege/root-controlled';
import { z } from 'zod';
import { isInstalledTree, START_HELPER } from './installed-tree';

/** The files that run as root, and the program that asks for the password. */
export interface HelperFiles {
  /** The program that runs this process, Electron or Node. */
  runtime: string;
  helper: string;
  ask: string;
  /** The program of the package that pkexec starts by the app's own polkit action; null where a shell starts the helper. */
  starter: string | null;
  /** Whether this is not an installed package, so that its developer can change the files that root runs. */
  fromCheckout: boolean;
}

const manifestSchema = z.object({ devDependencies: z.record(z.string(), z.string()).optional() });

/** The built files in the same build. @param mainFolder out/main of the build */
export function helperFilesBeside(mainFolder: string, runtime = process.execPath): HelperFiles {
  const appRoot = dirname(dirname(mainFolder));
  return {
    runtime,
    starter: isInstalledTree(runtime, appRoot) ? START_HELPER : null,
    helper: join(dirname(mainFolder), 'helper/helper.mjs'),
    ask: join(mainFolder, 'ask.js'),
    fromCheckout: isCheckout(appRoot),
  };
}

/** Whether the folder is a checkout, which has a repository or devDependencies. Packages are built without them. */
function isCheckout(root: string): boolean {
  if (existsSync(join(root, '.git'))) return true;
  try {
    const manifest = manifestSchema.parse(parseJson(readFileSync(join(root, 'package.json'), 'utf8')));
    return manifest.devDependencies !== undefined;
  } catch {
    return false; // no manifest: the rules of a package apply
  }
}

/**
 * Finds a file, or one of its parent folders, that a user other than root can change.
 * @returns the path; undefined when only root can change all of them
 */
export function changeableByOthers({ runtime, helper, starter }: HelperFiles): string | undefined {
  for (const file of [runtime, helper, ...(starter === null ? [] : [starter])])
    for (let at = realpathOf(file); ; at = dirname(at)) {
      if (isChangeable(at)) return at;
      if (at === '/') break;
    }
  return undefined;
}

const realpathOf = (path: string): string => (existsSync(path) ? realpathSync(path) : path);

function isChangeable(path: string): boolean {
  const stats = lstatSync(path, { throwIfNoEntry: false });
  // A missing file counts as changeable, since any user may be able to create it.
  return !stats || !isRootControlled(stats);
}
