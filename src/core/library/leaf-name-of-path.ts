import type { Leaf } from '@shared/model/trace-record';
import type { Domain } from '@shared/tracing/tracing-command';

/** A leaf, with the properties that its name or path contains. */
export interface NamedLeaf extends Leaf {
  domain: Domain;
}

/** `archives/<begin>-<end>-N`, or `<begin>-N` for the rotation that was being written when lttng was killed. */
const ARCHIVED = /\/archives\/[^/]*-(\d+)\//;
const RUNNING = /\/\d{8}T\d{6}[+-]\d{4}-(\d+)\//;
/** `snapshot-DATE-TIME-N`. */
const SNAPSHOT = /\/snapshot-\d+-\d+-(\d+)\//;
const OF_KERNEL = /\/kernel$/;
const OF_USERSPACE = /\/ust\/uid\/(\d+)\/(32|64)-bit$/;

/**
 * The name of an lttng folder in the library: `NAME-kernel` or `NAME-ust-uid-1000`, with `-32` for 32-bit programs, then
 * `-rotation-N` or `-snapshot-N`. shell-step.ts does the same in bash.
 * @param path relative to the trace's folder
 * @returns undefined when it is not a leaf in lttng's folder structure
 */
export function leafNameOfPath(name: string, path: string): string | undefined {
  const rooted = `/${path}`;
  const [, uid, bits] = OF_USERSPACE.exec(rooted) ?? [];
  if (uid === undefined && !OF_KERNEL.test(rooted)) return undefined;
  const whose = uid === undefined ? 'kernel' : `ust-uid-${uid}${bits === '32' ? '-32' : ''}`;
  const rotation = (ARCHIVED.exec(rooted) ?? RUNNING.exec(rooted))?.[1];
  const snapshot = SNAPSHOT.exec(rooted)?.[1];
  const part = rotation ? `-rotation-${rotation}` : snapshot ? `-snapshot-${snapshot}` : '';
  return `${name}-${whose}${part}`;
}

/** A trailing number distinguishes two lttng folders with the same name in the library. */
const NAMED = /-(?:(kernel)|ust-uid-(\d+)(?:-32)?)(?:-(rotation|snapshot)-(\d+))?(?:-\d+)?$/;

/** @returns undefined when the folder does not have the name of a leaf */
export function readLeafName(folder: string): NamedLeaf | undefined {
  const [found, kernel, uid, kind, number] = NAMED.exec(folder) ?? [];
  if (!found) return undefined;
  return {
    path: folder,
    domain: kernel ? 'kernel' : 'userspace',
    uid: uid === undefined ? null : Number(uid),
    part: kind === 'rotation' || kind === 'snapshot' ? { kind, number: Number(number) } : null,
  };
}
