import { existsSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { apptainerEnvironment, bindsNoHome } from '@shared/engines/apptainer-arguments';
import type { ContainerSpec } from '@shared/engines/container-spec';
import { AppError } from '@shared/model/app-error';
import { awakeLimit } from '@shared/model/awake-timer';
import { stripControls } from '@shared/model/plain-text';
import { identityOf } from '../../process/identity';
import { startAttached } from '../../process/start-attached';
import { within } from '../../process/wait-until';
import type { OutputChunk, RunningContainer } from '../engine';
import { withPlainMessages } from './messages';
import { askToEnd, firstProcess, killContainer, processesOf } from './processes';
import type { ApptainerProgram } from './program';
import type { ContainerRecord, ContainerRecords } from './records';

type Env = Record<string, string | undefined>;

/** Long, since Apptainer first unpacks a large SIF file that cannot be mounted. */
const BEGIN_LIMIT_MS = 15 * 60_000;
const LOOK_EVERY_MS = 10;
/** How long to wait for the end of the output after the program has ended; a grandchild can keep the pipe open. */
const LAST_OUTPUT_MS = 10_000;
/** A line that Apptainer itself prints on stderr: its level, then the message. */
const APPTAINER_LINE = /^(\S*(?:INFO|WARNING|ERROR|FATAL)):\s+/;
const REFUSED = 255;

export interface Launch {
  program: ApptainerProgram;
  spec: ContainerSpec;
  record: ContainerRecord;
  records: ContainerRecords;
  env: Env;
  /** Folder for the files that Apptainer unpacks. */
  temporary?: string | undefined;
}

/**
 * Starts Apptainer. The container's record names its process as soon as there is a pid. Its environment has the marks from the
 * start. Resolves when the container's program runs, or has ended already.
 * @throws AppError `config` with Apptainer's message when the program was never started
 */
export async function launch(
  { program, spec, record, records, env, temporary }: Launch,
  onOutput: (chunk: OutputChunk) => void,
): Promise<RunningContainer> {
  const output = new LaunchOutput(onOutput);
  const variables = Object.fromEntries(
    apptainerEnvironment(spec, program.name, record.id).map(({ name, value }) => [name, value]),
  );
  const folder: Record<string, string> =
    temporary === undefined ? {} : { APPTAINER_TMPDIR: temporary, SINGULARITY_TMPDIR: temporary };
  const child = startAttached(
    program.path,
    record.args,
    { env: withPlainMessages(env), added: { ...folder, ...variables }, cwd: bindsNoHome(spec) ? '/' : homeOf(env) },
    (stream, text) => output.add(stream, text),
  );
  const note = (facts: Partial<ContainerRecord>): void => {
    Object.assign(record, facts);
    if (records.find(record.id)) records.write(record); // no record is written for a container that was removed meanwhile
  };
  const launcher = identityOf(child.pid);
  note({ launcher, startedAt: new Date().toISOString() });
  let exitCode: number | undefined;
  const exited = child.exited.then(async (code) => {
    // Processes that the program left end with it, as in any engine's container.
    if (processesOf(record).length > 0) await killContainer(record);
    exitCode = code;
    note({ exitCode: code, finishedAt: new Date().toISOString() });
    return code;
  });
  const ended = exited.then(async (code) => {
    await within(child.delivered, LAST_OUTPUT_MS, 'the end of the output').catch(() => undefined);
    return code;
  });
  ended.catch(() => undefined); // the caller handles the error
  const limit = awakeLimit(BEGIN_LIMIT_MS);
  while (exitCode === undefined && launcher && !limit.isOver) {
    const first = firstProcess(record.id, launcher);
    if (first) note({ hostPid: first.pid, first: identityOf(first.pid), mountNs: first.mountNs });
    if (first || output.begun) break;
    await Promise.race([delay(LOOK_EVERY_MS), exited]);
  }
  limit.clear();
  if (exitCode === REFUSED) {
    await ended;
    const refusal = output.refusal();
    if (refusal !== undefined)
      throw new AppError('config', `Apptainer did not start the container: ${refusal}`, { detail: output.text });
  }
  output.release();
  return { ended };
}

/** Asks a container to end and kills it after the grace period, in seconds. */
export async function endContainer(record: ContainerRecord, graceS: number): Promise<void> {
  if (graceS > 0) {
    askToEnd(record);
    const grace = awakeLimit(graceS * 1000);
    while (!grace.isOver && processesOf(record).length > 0) await delay(LOOK_EVERY_MS);
    grace.clear();
  }
  if (processesOf(record).length > 0) await killContainer(record);
}

const homeOf = (env: Env): string => {
  const home = env['HOME'];
  return home && existsSync(home) ? home : '/';
};

/** Separates Apptainer's own messages from the program's output until it is known whether the program was started. */
class LaunchOutput {
  /** Whether the program has printed something. */
  begun = false;
  text = '';
  #waiting: OutputChunk[] = [];

  constructor(private readonly onOutput: (chunk: OutputChunk) => void) {}

  add(stream: OutputChunk['stream'], text: string): void {
    if (this.begun) {
      this.onOutput({ stream, text });
      return;
    }
    this.#waiting.push({ stream, text });
    if (stream === 'stderr') this.text += text;
    if (stream === 'stdout' || !this.#isOwn()) this.release();
  }

  /** Apptainer's fatal message; undefined when the output is the program's. */
  refusal(): string | undefined {
    if (this.begun) return undefined;
    const lines = this.text.split('\n').filter(Boolean);
    const fatal = lines.findLast((line) => APPTAINER_LINE.exec(line)?.[1]?.endsWith('FATAL'));
    return fatal && stripControls(fatal.replace(APPTAINER_LINE, '')).trim();
  }

  release(): void {
    this.begun = true;
    for (const chunk of this.#waiting.splice(0)) this.onOutput(chunk);
  }

  #isOwn(): boolean {
    return this.text
      .split('\n')
      .filter(Boolean)
      .every((line) => APPTAINER_LINE.test(line));
  }
}
