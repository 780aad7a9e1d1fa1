import { createHash } from 'node:crypto';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { gateBase64 } from 'virtual:gate';
import { GATE_FILE, isPreloadable, LIB_FOLDERS } from '@shared/tracing/gate';
import { makeFolders } from '../files/make-folders';
import { mountOf } from '../files/mount-of';
import { realOf } from '../files/real-path';
import { isPrivateTmp } from '../private-tmp';

/** A folder without a gate, and the reason. */
type Refusal = { reason: string };

/**
 * Provides the folder that is mounted into traced containers: the gate library in the library folder of each distribution.
 * @param bases folders in which it can be created; the first one is used that programs can load libraries from
 * @returns the folder, or why there is none in each base
 */
export function provideGate(bases: readonly string[]): { folder: string } | Refusal {
  const reasons: string[] = [];
  for (const base of bases) {
    const provided = provideIn(base);
    if ('folder' in provided) return provided;
    reasons.push(provided.reason);
  }
  return { reason: reasons.join(' ') };
}

const library = Buffer.from(gateBase64, 'base64');
/** Folders of other versions of the app are left alone. */
const FOLDER = `gate-${createHash('sha256').update(library).digest('hex').slice(0, 12)}`;

function provideIn(base: string): { folder: string } | Refusal {
  const folder = join(base, FOLDER);
  if (!isPreloadable(folder)) return { reason: `The path ${base} contains a space, a colon or a dollar sign.` };
  try {
    makeFolders(base);
    const real = realOf(base);
    if (isPrivateTmp(real)) return { reason: `Only this service sees ${base}.` };
    if (mountOf(real)?.options.includes('noexec')) return { reason: `${base} is mounted with noexec.` };
    if (!isComplete(folder)) create(folder);
    return { folder };
  } catch (error) {
    return { reason: `${base} cannot be written. ${(error as Error).message}.` };
  }
}

const filesOf = (folder: string): string[] => LIB_FOLDERS.map((name) => join(folder, name, GATE_FILE));

const isComplete = (folder: string): boolean =>
  filesOf(folder).every((file) => existsSync(file) && readFileSync(file).equals(library));

/** Modes for any user of a container, since a mask can forbid them. */
function create(folder: string): void {
  const work = mkdtempSync(`${folder}.`);
  try {
    for (const file of filesOf(work)) {
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, library);
      chmodSync(file, 0o644);
    }
    for (const part of ['', 'lib', ...LIB_FOLDERS]) chmodSync(join(work, part), 0o755);
    rmSync(folder, { recursive: true, force: true });
    renameSync(work, folder);
  } catch (error) {
    rmSync(work, { recursive: true, force: true });
    if (!isComplete(folder)) throw error; // another process of the app created it
  }
}
