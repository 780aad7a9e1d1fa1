import type { Volume } from '../engines/container-spec';
import { GATE_FILE, GATE_TARGET } from '../tracing/gate';
import { PRELOAD_IDS, type PreloadId } from '../tracing/preloads';
import type { PayloadFacts } from './payload-facts';

/** Libraries that the loader loads into each program; ld.so(8), FILES. Other loaders than glibc's ignore it. */
export const PRELOAD_TARGET = '/etc/ld.so.preload';

/**
 * The path of a library in the container. ld.so(8) replaces `$LIB` by `lib/x86_64-linux-gnu`, `lib64` or `lib`, as the distribution
 * of the *program's* loader has it. Another loader, such as musl's, finds no such file and continues.
 */
export const payloadPath = (name: string): string => `${GATE_TARGET}/$LIB/${name}`;

/**
 * The content of the container's /etc/ld.so.preload: the selected preload libraries, what they require, the gate, then the image's
 * own lines. A dependency that is not listed would have to be in a folder of the loader, or no program would start.
 */
export function preloadFile(
  payload: Pick<PayloadFacts, 'files' | 'preloads'>,
  preloads: readonly PreloadId[],
  imageLines: readonly string[],
): string {
  const all: readonly (string | undefined)[] = PRELOAD_IDS.map((id) => payload.preloads[id]);
  const selected = preloads.flatMap((id) => payload.preloads[id] ?? []);
  const names = payload.files.map(({ name }) => name);
  const required = names.filter((name) => !all.includes(name) && name !== GATE_FILE);
  const gate = names.filter((name) => name === GATE_FILE);
  return [...[...selected, ...required, ...gate].map(payloadPath), ...imageLines, ''].join('\n');
}

/** The payload on this machine, ready to be mounted. */
export interface PlacedPayload {
  /** The folder that is mounted at GATE_TARGET. */
  folder: string;
  /** The file that is mounted at /etc/ld.so.preload. */
  preloadFile: string;
  /** Values for LD_PRELOAD, for a program whose own LD_PRELOAD would precede the libraries of the file. */
  preloadPaths: string[];
}

/** The two mounts that a container gets. */
export const payloadVolumes = ({ folder, preloadFile: file }: PlacedPayload): Volume[] => [
  { source: folder, target: GATE_TARGET, readOnly: true },
  { source: file, target: PRELOAD_TARGET, readOnly: true },
];

/**
 * The first volume of a request that contains a place of the payload, or is below it. The engine would create the payload's mount
 * points in the user's folder.
 */
export const coveringVolume = (volumes: readonly Volume[]): Volume | undefined =>
  volumes.find(({ target }) => {
    const path = `/${target.split('/').filter(Boolean).join('/')}`.replace(/^\/$/, '');
    return [GATE_TARGET, PRELOAD_TARGET].some(
      (place) => place === path || place.startsWith(`${path}/`) || path.startsWith(`${place}/`),
    );
  });
