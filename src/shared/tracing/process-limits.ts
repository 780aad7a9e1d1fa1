import { GIB, MIB } from '../model/units';
/** A resource limit that child processes inherit (getrlimit(2)); null: unlimited. */
export type LimitId = 'nofile' | 'fsize' | 'as' | 'nproc';
export type ProcessLimits = Readonly<Record<LimitId, number | null>>;

interface LimitFacts {
  /** Prefix of its line in /proc/PID/limits (proc(5)). */
  line: string;
  title: string;
  /** Option of prlimit(1), whose values are bytes or counts. */
  option: string;
  /** The bash command that raises it. */
  ulimit: string;
  /** Below this value, in bytes or a count, a recording fails. */
  needed(need: Need): number;
  /** Below this value some recordings fail. */
  advised(need: Need): number;
  /** The effect of a limit that is too low. */
  effect: string;
  bytes: boolean;
  /** The kernel does not apply it to root (setrlimit(2)). */
  notForRoot: boolean;
}

/** The resources that a recording needs. */
export interface Need {
  /** Shared memory of its buffers for each user id, bytes. */
  bufferBytes: number;
  cpus: number;
}

/**
 * Measured with LTTng 2.13 on 2 processors: The session daemon has 90 open files, and 5 more for each running traced process.
 * The consumer daemon has 56. Both together have 24 threads. With limits of 64 and 128 files the session daemon ended during a
 * recording. A small file size limit ended the consumer daemon. memlock does not matter, because the buffers are not locked.
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
  /** Whether every recording fails, not only some. */
  fails: boolean;
  message: string;
  hint: string;
}

/** The limits that are too low for a recording, the worst first. @param limits the hard limits, since soft limits are raised */
export function lowLimits(limits: ProcessLimits, need: Need, uid: number): LowLimit[] {
  const low = LIMIT_IDS.flatMap((id): LowLimit[] => {
    const value = limits[id];
    const facts = LIMITS[id];
    if (value === null || (facts.notForRoot && uid === 0) || value >= facts.advised(need)) return [];
    const fails = value < facts.needed(need);
    const shown = facts.bytes ? `${Math.floor(value / MIB)} MiB` : String(value);
    const atLeast = facts.bytes ? `${Math.ceil(facts.needed(need) / MIB)} MiB` : String(facts.needed(need));
    const requirement = fails
      ? `a recording needs at least ${atLeast}`
      : 'a recording with many processes or events can need more';
    return [
      {
        id,
        fails,
        message: `The limit of ${facts.title} is ${shown}, but ${requirement}. ${facts.effect}`,
        hint: `Raise the limit in the shell that starts this app, as root or in limits.conf(5): \`${facts.ulimit}\`.`,
      },
    ];
  });
  return low.sort((a, b) => Number(b.fails) - Number(a.fails));
}

/** Parses /proc/PID/limits (proc(5)) into soft and hard limits. Absent limits count as unlimited. */
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

/** Arguments of prlimit(1) that raise each soft limit to its hard limit; empty if none is lower. */
export const raisingArguments = ({ soft, hard }: ReturnType<typeof parseLimits>): string[] =>
  LIMIT_IDS.filter((id) => soft[id] !== hard[id]).map((id) => {
    const value = hard[id] ?? 'unlimited';
    return `${LIMITS[id].option}=${value}:${value}`;
  });
