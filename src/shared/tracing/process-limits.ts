import { GIB, MIB } from '../model/units';
/** A limit of this process that its children inherit, as getrlimit(2) has it; null: unlimited. */
export type LimitId = 'nofile' | 'fsize' | 'as' | 'nproc';
export type ProcessLimits = Readonly<Record<LimitId, number | null>>;

interface LimitFacts {
  /** Its line in /proc/PID/limits (proc(5)) begins with this. */
  line: string;
  title: string;
  /** Option of prlimit(1), which takes bytes and numbers. */
  option: string;
  /** How bash's ulimit raises it. */
  ulimit: string;
  /** Below this, in bytes or as a number, a recording fails. */
  needed(need: Need): number;
  /** Below this some recordings fail. */
  advised(need: Need): number;
  /** What happens below. */
  effect: string;
  bytes: boolean;
  /** The kernel does not apply it to root (setrlimit(2)). */
  notForRoot: boolean;
}

/** What a recording takes. */
export interface Need {
  /** Shared memory of its buffers, bytes, of each user id. */
  bufferBytes: number;
  cpus: number;
}

/**
 * Measured with LTTng 2.13 on 2 processors: the session daemon holds 90 files, and 5 more for each traced process that is
 * running; the consumer daemon holds 56, and both have 24 threads. With 64 and with 128 files the session daemon ended in the
 * middle of a recording; a small file size limit ended the consumer daemon. memlock is left out: the buffers are not locked.
 */
export const LIMITS: Readonly<Record<LimitId, LimitFacts>> = {
  nofile: {
    line: 'Max open files',
    title: 'open files',
    option: '--nofile',
    ulimit: 'ulimit -n 4096',
    needed: ({ cpus }) => 192 + 8 * cpus,
    advised: () => 1024,
    effect: 'The session daemon needs 5 for each running traced process, and ends when none is left.',
    bytes: false,
    notForRoot: false,
  },
  fsize: {
    line: 'Max file size',
    title: 'the size of a file',
    option: '--fsize',
    ulimit: 'ulimit -f unlimited',
    needed: ({ bufferBytes, cpus }) => bufferBytes / cpus + MIB,
    advised: () => Number.POSITIVE_INFINITY,
    effect: 'The kernel ends the consumer daemon when a trace file or a buffer becomes larger.',
    bytes: true,
    notForRoot: false,
  },
  as: {
    line: 'Max address space',
    title: 'address space',
    option: '--as',
    ulimit: 'ulimit -v unlimited',
    needed: ({ bufferBytes }) => GIB / 2 + bufferBytes,
    advised: ({ bufferBytes }) => 2 * GIB + bufferBytes,
    effect: 'The buffers do not fit into the consumer daemon.',
    bytes: true,
    notForRoot: false,
  },
  nproc: {
    line: 'Max processes',
    title: 'processes and threads of the user',
    option: '--nproc',
    ulimit: 'ulimit -u unlimited',
    needed: () => 64,
    advised: () => 256,
    effect: 'All processes and threads of the user count. LTTng and an engine start about 60.',
    bytes: false,
    notForRoot: true,
  },
};
export const LIMIT_IDS = Object.keys(LIMITS) as LimitId[];

export interface LowLimit {
  id: LimitId;
  /** Whether a recording fails, or only some do. */
  fails: boolean;
  message: string;
  hint: string;
}

/** The limits that are too low for a recording, the worst first. @param limits the hard ones: the soft ones are raised */
export function lowLimits(limits: ProcessLimits, need: Need, uid: number): LowLimit[] {
  const low = LIMIT_IDS.flatMap((id): LowLimit[] => {
    const value = limits[id];
    const facts = LIMITS[id];
    if (value === null || (facts.notForRoot && uid === 0) || value >= facts.advised(need)) return [];
    const fails = value < facts.needed(need);
    const shown = facts.bytes ? `${Math.floor(value / MIB)} MiB` : String(value);
    const atLeast = facts.bytes ? `${Math.ceil(facts.needed(need) / MIB)} MiB` : String(facts.needed(need));
    const asks = fails
      ? `a recording needs at least ${atLeast}`
      : 'a recording with many processes or events can need more';
    return [
      {
        id,
        fails,
        message: `The limit of ${facts.title} is ${shown}, but ${asks}. ${facts.effect}`,
        hint: `Raise the limit in the shell that starts this app, as root or in limits.conf(5): \`${facts.ulimit}\`.`,
      },
    ];
  });
  return low.sort((a, b) => Number(b.fails) - Number(a.fails));
}

/** Soft and hard limits of a process, by the text of /proc/PID/limits (proc(5)); what it does not name is unlimited. */
export function parseLimits(text: string): { soft: ProcessLimits; hard: ProcessLimits } {
  const lines = text.slice(0, 10_000).split('\n');
  const read = (column: 0 | 1): ProcessLimits =>
    Object.fromEntries(
      LIMIT_IDS.map((id) => {
        const line = lines.find((one) => one.startsWith(LIMITS[id].line));
        const value = line?.slice(LIMITS[id].line.length).trim().split(/ +/)[column];
        return [id, value !== undefined && /^\d{1,20}$/.test(value) ? Number(value) : null];
      }),
    ) as Record<LimitId, number | null>;
  return { soft: read(0), hard: read(1) };
}

/** Arguments of prlimit(1) that raise each soft limit to its hard one; empty when none is lower. */
export const raisingArguments = ({ soft, hard }: ReturnType<typeof parseLimits>): string[] =>
  LIMIT_IDS.filter((id) => soft[id] !== hard[id]).map((id) => {
    const value = hard[id] ?? 'unlimited';
    return `${LIMITS[id].option}=${value}:${value}`;
  });
