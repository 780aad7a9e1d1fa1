import { AppError } from '@shared/model/app-error';
import { findProgram } from '../engines/find-program';
import { hintFor } from '../files/install-hint';
import { startOutliving } from '../process/start-outliving';
import { waitUntil } from '../process/wait-until';
import { TERMINALS } from './terminals';
import { viewerEnvironment } from './viewer-command';

type Environment = Readonly<Record<string, string | undefined>>;

/** The pager is $0. When it ends, babeltrace2 and the terminal end, too. */
const READ_IN_PAGER = 'babeltrace2 "$@" 2>&1 | "$0"';
/** In order of preference; `more` is always installed (util-linux). */
const PAGERS = ['less', 'more'];
/** A terminal that cannot open its window fails within this time. */
const REFUSED_WITHIN_MS = 1_000;

/**
 * The command that shows leaves as text in a pager, in a terminal of this desktop.
 * @throws AppError `missing` without a desktop, a terminal or babeltrace2
 */
export function terminalCommand(leaves: readonly string[], env: Environment): string[] {
  if (!env['DISPLAY'] && !env['WAYLAND_DISPLAY'])
    throw new AppError('missing', 'A terminal cannot be opened without a desktop session.', {
      hint: 'Run `babeltrace2` on the trace’s folder in a shell.',
    });
  if (!findProgram('babeltrace2', env))
    throw new AppError('missing', 'The program babeltrace2, which shows a trace as text, is not installed.', {
      hint: hintFor('babeltrace2'),
    });
  for (const { name, before } of TERMINALS) {
    const terminal = findProgram(name, env);
    if (!terminal) continue;
    const pager = PAGERS.map((one) => findProgram(one, env)).find((one) => one !== undefined) ?? 'more';
    return [terminal, ...before, 'bash', '-c', READ_IN_PAGER, pager, ...leaves];
  }
  throw new AppError('missing', 'No supported terminal was found on PATH.', {
    hint: `Install one of these: ${TERMINALS.map(({ name }) => name).join(', ')}.`,
  });
}

/**
 * Opens the leaves in a terminal, which keeps running after this process ends.
 * @throws AppError `missing` as terminalCommand does, `command` when the terminal ends at once with an error
 */
export async function openInTerminal(leaves: readonly string[], env: Environment): Promise<void> {
  const [program = '', ...args] = terminalCommand(leaves, env);
  const started = startOutliving(program, args, viewerEnvironment(env), '/dev/null');
  const ended = (): boolean => started === undefined || started.exitCode() !== undefined;
  await waitUntil(ended, { what: 'the terminal', timeoutMs: REFUSED_WITHIN_MS }).catch(() => undefined); // the terminal is open
  if (started === undefined || (started.exitCode() ?? 0) !== 0)
    throw new AppError(
      'command',
      `The terminal ${program} ended at once with status ${started?.exitCode() ?? 'unknown'}.`,
      {
        hint: 'Open a terminal yourself, and run `babeltrace2` on the trace’s folder.',
      },
    );
}
