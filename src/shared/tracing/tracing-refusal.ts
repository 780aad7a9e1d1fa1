import { AppError } from '../model/app-error';
import type { TracingCommand } from './tracing-command';

/** Exit codes of a repeated command that are not errors: stop 81 (already stopped), destroy 23 (no such session). */
const DONE_CODES: Partial<Record<TracingCommand['verb'], readonly number[]>> = { stop: [0, 81], destroy: [0, 23] };

export const doneCodes = (verb: TracingCommand['verb']): readonly number[] => DONE_CODES[verb] ?? [0];

/** @param output what lttng printed */
export function tracingRefusal(command: TracingCommand, output: string | undefined, cause?: unknown): AppError {
  return new AppError('command', `LTTng refused to ${command.verb.replaceAll('-', ' ')}: ${reasonIn(output)}`, {
    detail: output,
    hint: hintFor(command),
    cause,
  });
}

/** lttng's reason: its line that begins with `Error:`. Messages of a parser may precede it. */
export function reasonIn(output: string | undefined): string {
  const lines = (output ?? '')
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean);
  const reason = lines.find((line) => line.startsWith('Error: ')) ?? lines[0];
  return reason?.replace(/^Error: /, '') ?? 'no reason was given.';
}

function hintFor(command: TracingCommand): string | undefined {
  if (command.verb === 'enable-events')
    return 'Check the pattern, the log level and the filter. lttng-enable-event(1) describes the rules.';
  if (command.verb === 'create-session')
    return `Run \`lttng list\` to check whether the session ${command.session} already exists. Record again; each recording uses a new session name.`;
  if (command.verb === 'enable-kernel-events')
    return 'Select events that this kernel offers. `lttng list --kernel` lists its tracepoints, and `lttng list --kernel --syscall` its system calls.';
  if (command.verb === 'enable-channel' && command.domain === 'kernel')
    return "See the doctor's kernel checks. LTTng's modules are missing or do not work with this kernel, or the buffers are too large. Userspace can be recorded without the kernel.";
  if (command.verb === 'add-contexts')
    return 'Select fewer contexts. This version of LTTng does not support one of them.';
  return undefined;
}
