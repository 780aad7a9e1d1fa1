/** A generation of LTTng: what a session daemon and the LTTng-UST of a program need in common to connect. */
export interface LttngGeneration {
  /** The first release of the generation, `[major, minor]`. */
  since: readonly [number, number];
  /** Name of the socket that the session daemon serves and that programs connect to. */
  ustSocket: string;
  /** LTTNG_UST_ABI_MAJOR_VERSION in lttng-ust's ust-abi.h, which a program sends when it registers. */
  abi: number;
  /** The Debian release whose LTTng-UST is compatible with this session daemon. The app's images are based on it. */
  suite: string;
}

/**
 * Newest first. A session daemon accepts programs that connect to its socket and whose ABI number is not above the daemon's. It
 * refuses other programs, which continue untraced without a message (lttng-tools, ust_app_recv_registration). LTTng-UST in
 * Debian: bullseye 2.12, bookworm 2.13, forky 2.16.
 */
const GENERATIONS = [
  { since: [2, 15], ustSocket: 'lttng-ust-sock-11', abi: 11, suite: 'forky' },
  { since: [2, 14], ustSocket: 'lttng-ust-sock-8', abi: 10, suite: 'bookworm' },
  { since: [2, 13], ustSocket: 'lttng-ust-sock-8', abi: 9, suite: 'bookworm' },
  { since: [0, 0], ustSocket: 'lttng-ust-sock-8', abi: 8, suite: 'bullseye' },
] as const satisfies readonly LttngGeneration[];

export type UstSocket = (typeof GENERATIONS)[number]['ustSocket'];
export const UST_SOCKETS: readonly UstSocket[] = [...new Set(GENERATIONS.map(({ ustSocket }) => ustSocket))];

/** If LTTng is not installed, the images are built for the release that set-up installs most often. */
const USUAL = GENERATIONS[2];

/** @param version of LTTng, `2.13.9` */
export function generationOf(version: string): (typeof GENERATIONS)[number] {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  const isSince = ([fromMajor, fromMinor]: readonly [number, number]): boolean =>
    major > fromMajor || (major === fromMajor && minor >= fromMinor);
  return GENERATIONS.find(({ since }) => isSince(since)) ?? USUAL;
}

/** The Debian release for the app's images. @param version of this machine's LTTng; null: it is not installed */
export const suiteFor = (version: string | null): string => (version === null ? USUAL : generationOf(version)).suite;

/** The oldest ABI that each session daemon accepts: its own socket's oldest one. */
const oldestOf = (socket: string): number =>
  Math.min(...GENERATIONS.filter(({ ustSocket }) => ustSocket === socket).map(({ abi }) => abi));

/**
 * Whether a session daemon accepts programs of an ABI: up to 2.14 from 8 to its own, since 2.15 only 11.
 * @param version of the session daemon, `2.13.9`
 */
export function acceptsAbi(version: string, abi: number): boolean {
  const daemon = generationOf(version);
  return abi >= oldestOf(daemon.ustSocket) && abi <= daemon.abi;
}

/** The releases of a generation, for a message: `2.15 and later`, `2.13`; undefined for an unknown ABI. */
export function releasesOfAbi(abi: number): string | undefined {
  const index = GENERATIONS.findIndex((one) => one.abi === abi);
  const since = GENERATIONS[index]?.since.join('.');
  if (since === undefined) return undefined;
  return index === 0 ? `${since} and later` : index === GENERATIONS.length - 1 ? '2.12 and earlier' : since;
}
