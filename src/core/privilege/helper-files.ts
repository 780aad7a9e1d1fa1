import { existsSync, lstatSync, readFileSync, realpathSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { parseJson } from '@shared/model/json';
import { isRootControlled } from '@shared/privilege/root-controlled';
import { z } from 'zod';

/** What root is about to run, and what asks for it. */
export interface HelperFiles {
  /** Electron or Node: the program that runs us. */
  runtime: string;
  helper: string;
  ask: string;
  /** Not an installed package: whoever works on the files can change what root runs. */
  fromCheckout: boolean;
}

const manifestSchema = z.object({ devDependencies: z.record(z.string(), z.string()).optional() });

/** The built files beside ours. @param mainFolder out/main of the build */
export function helperFilesBeside(mainFolder: string, runtime = process.execPath): HelperFiles {
  return {
    runtime,
    helper: join(dirname(mainFolder), 'helper/helper.mjs'),
    ask: join(mainFolder, 'ask.js'),
    fromCheckout: isCheckout(dirname(dirname(mainFolder))),
  };
}

/** A package is built without what its developers need: the list of that, or a repository, stands beside a checkout only. */
function isCheckout(root: string): boolean {
  if (existsSync(join(root, '.git'))) return true;
  try {
    const manifest = manifestSchema.parse(parseJson(readFileSync(join(root, 'package.json'), 'utf8')));
    return manifest.devDependencies !== undefined;
  } catch {
    return false; // none there: what is not known to be a checkout is held to the rules of a package
  }
}

/**
 * Which of the files, or of the folders that lead to them, somebody else than root can change.
 * @returns its path; undefined when all is root's alone
 */
export function changeableByOthers({ runtime, helper }: HelperFiles): string | undefined {
  for (const file of [runtime, helper])
    for (let at = realpathOf(file); ; at = dirname(at)) {
      if (isChangeable(at)) return at;
      if (at === '/') break;
    }
  return undefined;
}

const realpathOf = (path: string): string => (existsSync(path) ? realpathSync(path) : path);

function isChangeable(path: string): boolean {
  const stats = lstatSync(path, { throwIfNoEntry: false });
  // Of what is not there, whoever makes it first decides what it is.
  return !stats || !isRootControlled(stats);
}
