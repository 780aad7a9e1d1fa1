import type { Channel } from '@shared/ipc/contract';
import type { ErrorCode } from '@shared/model/app-error';
import type { TraceReport } from '@shared/model/trace-record';

export const DEMO = 'localhost/containers-trace-demo:1';
/** A hostile name: `../`, quotes, a newline, an emoji, a colour, a terminal title, an 8-bit control character. */
export const NASTY = '../../x\n\'"$(id)`🦊\u001b[31m\u001b]0;owned\u0007\u009b1m\u202e';

/** The separate, empty folders of a row. */
export interface Place {
  library: string;
  /** A folder for files of the row, readable by all. */
  folder: string;
  /** Socket of a running engine that only root can use, if the test has one. */
  deniedSocket?: string;
  /** Changes the owner of a file or folder to the recording user. */
  own(path: string): void;
}

/** One bad or odd input for the command line and the window, and its expected outcome. */
export interface BadInput {
  name: string;
  /** Prepares the environment. Returns a cleanup function. */
  setUp?(place: Place): undefined | (() => void);
  /** Arguments of the command line. */
  cli(place: Place): string[];
  /** Variables of its environment; undefined removes one. */
  env?(place: Place): Record<string, string | undefined>;
  /** The same request from the window; omitted if the window cannot send it. */
  ipc?(place: Place): { channel: Channel; args: unknown };
  /** The error code; null if the input is recorded or answered. */
  code: ErrorCode | null;
  exit: number;
  /** Patterns for message and hint together, or for the warnings of the report. */
  says: readonly RegExp[];
  /** Expected values of the trace, if one is kept. */
  report?: Partial<TraceReport>;
  /** The answer of a command that does not record. */
  answer?: Record<string, unknown>[];
}

type Target = Record<string, unknown>;
interface Asked {
  /** Options of `record` after engine and image. */
  options?: string[];
  command?: string[];
  engine?: string;
  image?: string;
  /** Network mode, by default none, since not every test machine supports another one for rootless containers. */
  network?: string;
  /** The same in the window's request. */
  target?: Target;
  config?: Record<string, unknown>;
}
type Rest = Omit<BadInput, 'name' | 'cli' | 'ipc'>;

/** A recording by the command line and by the window. */
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

/** A recording by the command line only, since the window has another environment. */
export function byLine({ ipc: _ipc, ...row }: BadInput): BadInput {
  return row;
}

/** Bad usage, which is reported before anything is inspected. */
export const usage = (...says: RegExp[]): Rest => ({ code: 'config', exit: 2, says });
