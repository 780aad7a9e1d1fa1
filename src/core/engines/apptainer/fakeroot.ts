import { readFileSync } from 'node:fs';
import { AppError } from '@shared/model/app-error';
import type { EngineFinding } from '../engine-finding';
import { ENOUGH_IDS, SUB_ID_FILES, type SubIdFiles, subIdsRemedy, withoutWholeRange } from '../sub-ids';

const ROOT = { uid: 0, name: 'root' };

/**
 * Whether Apptainer must run the steps of a build in a user namespace (`--fakeroot`). Apptainer requires all capabilities for
 * them. A plain user, and root of a container, have all capabilities in a user namespace only. Root needs a range of ids for
 * it. A plain user without a range gets a namespace with a single id.
 */
export function buildsInNamespace(proc = '/proc'): boolean {
  const effective = /^CapEff:\s*([0-9a-f]+)$/m.exec(readFileSync(`${proc}/self/status`, 'utf8'))?.[1] ?? '0';
  const last = Number(readFileSync(`${proc}/sys/kernel/cap_last_cap`, 'utf8'));
  return BigInt(`0x${effective}`) !== (1n << BigInt(last + 1)) - 1n;
}

/** @throws AppError `missing` when root builds in a user namespace and has no range of ids for it */
export function refuseBuildWithoutIds(uid: number, files: SubIdFiles = SUB_ID_FILES): void {
  const lacking = lackingOfRoot(uid, files);
  if (lacking.length > 0)
    throw new AppError(
      'missing',
      `Apptainer cannot build images in a user namespace, because root ${noRange(lacking)}.`,
      {
        hint: `Run \`${subIdsRemedy(ROOT, lacking, files)}\`, then build again.`,
      },
    );
}

/** @throws AppError `config` for the option fakeroot when root has no range of ids */
export function refuseFakerootWithoutIds(uid: number, files: SubIdFiles = SUB_ID_FILES): void {
  const lacking = lackingOfRoot(uid, files);
  if (lacking.length > 0)
    throw new AppError('config', `The option fakeroot is not available, because root ${noRange(lacking)}.`, {
      hint: `Omit the option, since root is root in the container without it. Or run \`${subIdsRemedy(ROOT, lacking, files)}\`.`,
    });
}

/** @returns undefined when images can be built */
export function rootIdsFinding(
  uid: number,
  proc = '/proc',
  files: SubIdFiles = SUB_ID_FILES,
): EngineFinding | undefined {
  const lacking = lackingOfRoot(uid, files);
  if (lacking.length === 0 || !buildsInNamespace(proc)) return undefined;
  return {
    topic: 'users',
    state: 'caution',
    summary: `Images cannot be built, because root ${noRange(lacking)}.`,
    why: 'Root lacks a capability here, as root of a container does. So Apptainer runs the steps of a build in a user namespace. Recording is not affected.',
    remedy: subIdsRemedy(ROOT, lacking, files),
  };
}

const lackingOfRoot = (uid: number, files: SubIdFiles): string[] => (uid === 0 ? withoutWholeRange(ROOT, files) : []);

const noRange = (lacking: readonly string[]): string =>
  `has no range of ${ENOUGH_IDS.toLocaleString('en')} ids in ${lacking.join(' and ')}`;
