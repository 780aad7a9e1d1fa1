import { AppError } from '../model/app-error';
import type { TracingCommand } from './tracing-command';

/** Exit codes of a finished command said again, which are no errors: stop 81 (stopped already), destroy 23 (no such session). */
const DONE_CODES: Partial<Record<TracingCommand['verb'], readonly number[]>> = { stop: [0, 81], destroy: [0, 23] };

export const doneCodes = (verb: TracingCommand['verb']): readonly number[] => DONE_CODES[verb] ?? [0];

/** @param words what lttng printed */
export function tracingRefusal(command: TracingCommand, words: string | undefined, cause?: unknown): AppError {
  return new AppError('command', `LTTng refused to ${command.verb.replaceAll('-', ' ')}: ${reasonIn(words)}`, {
    detail: words,
    hint: hintFor(command),
    cause,
  });
}

/** lttng's reason: its line that begins with `Error:`; a parser's words may stand before it. */
export function reasonIn(words: string | undefined): string {
  const lines = (words ?? '')
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean);
  const told = lines.find((line) => line.startsWith('Error: ')) ?? lines[0];
  return told?.replace(/^Error: /, '') ?? 'it gave no reason.';
}

function hintFor(command: TracingCommand): string | undefined {
  if (command.verb === 'enable-events')
    return 'Check pattern, log level and filter: the rules are those of lttng-enable-event(1).';
  if (command.verb === 'create-session')
    return `Look whether there is a session ${command.session} already: \`lttng list\`. Record again: each recording has a name of its own.`;
  if (command.verb === 'enable-kernel-events')
    return 'Choose from what this kernel offers: `lttng list --kernel`, and with `--syscall` its system calls.';
  if (command.verb === 'enable-channel' && command.domain === 'kernel')
    return "Look at the doctor's checks of the kernel: LTTng's modules are missing or do not serve it, or its buffers are too large. Recording userspace alone goes on without them.";
  if (command.verb === 'add-contexts') return 'Choose fewer contexts: this lttng does not know one of them.';
  return undefined;
}
