import type { Channel } from '@shared/ipc/contract';
import type { ErrorCode } from '@shared/model/app-error';
import type { TraceReport } from '@shared/model/trace-record';

export const DEMO = 'localhost/containers-trace-demo:1';
/** What a hostile name holds: a way up, quotes, a newline, an emoji, a colour, a title for the window, an 8-bit control. */
export const NASTY = '../../x\n\'"$(id)`🦊\u001b[31m\u001b]0;owned\u0007\u009b1m\u202e';

/** Where a row runs: folders of its own, empty. */
export interface Place {
  library: string;
  /** For what a row brings along; readable by all. */
  folder: string;
  /** Of an engine that runs, for root alone; where the test has one. */
  deniedSocket?: string;
  /** Gives a file or folder to whoever records. */
  own(path: string): void;
}

/** One bad (or merely odd) input: what is asked, by command line and by the window, and what must come of it. */
export interface BadInput {
  name: string;
  /** Makes the circumstances; returns how to end them. */
  setUp?(place: Place): undefined | (() => void);
  /** Arguments of the command line. */
  cli(place: Place): string[];
  /** Variables of its environment; undefined takes one away. */
  env?(place: Place): Record<string, string | undefined>;
  /** The same asked by the window; left out where the window has no way to ask it. */
  ipc?(place: Place): { channel: Channel; args: unknown };
  /** Null: it is recorded, or answered, all the same. */
  code: ErrorCode | null;
  exit: number;
  /** In message and hint together, or in the warnings of the report. */
  says: readonly RegExp[];
  /** What the trace says of itself, where one is kept. */
  report?: Partial<TraceReport>;
  /** The answer of a command that is no recording. */
  answer?: Record<string, unknown>[];
}

type Target = Record<string, unknown>;
interface Asked {
  /** Options of `record` behind engine and image. */
  options?: string[];
  command?: string[];
  engine?: string;
  image?: string;
  /** Default none: a rootless container needs more than every test machine has for another one. */
  network?: string;
  /** The same in the window's request. */
  target?: Target;
  config?: Record<string, unknown>;
}
type Rest = Omit<BadInput, 'name' | 'cli' | 'ipc'>;

/** A recording that is asked for in both ways. */
export function recording(name: string, asked: Asked, rest: Rest): BadInput {
  const { options = [], command = ['true'], engine = 'podman', image = DEMO, network = 'none' } = asked;
  return {
    name,
    cli: () => ['record', '--engine', engine, '--image', image, '--network', network, ...options, '--', ...command],
    ipc: () => ({
      channel: 'run:record',
      args: {
        config: {
          target: { kind: 'container', engine, image, network, ...asked.target },
          command,
          recording: { preset: 'functions' },
          ...asked.config,
        },
      },
    }),
    ...rest,
  };
}

/** Asked by the command line alone: the window's surroundings are another's. */
export function byLine({ ipc: _ipc, ...row }: BadInput): BadInput {
  return row;
}

/** Bad usage: told before anything is looked at. */
export const usage = (...says: RegExp[]): Rest => ({ code: 'config', exit: 2, says });
