import { AppError } from '@shared/model/app-error';
import { findProgram } from '../engines/find-program';
import { startOutliving } from '../process/start-outliving';
import { waitUntil } from '../process/wait-until';
import { TERMINALS } from './terminals';
import { viewerEnvironment } from './viewer-command';

type Environment = Readonly<Record<string, string | undefined>>;

/** The pager is $0: its end ends the reader, and the terminal with it. */
const READ_IN_PAGER = 'babeltrace2 "$@" 2>&1 | "$0"';
/** Of the system's own, the second is always there (util-linux). */
const PAGERS = ['less', 'more'];
/** A terminal that cannot open its window says so at once; one that could is not waited for. */
const REFUSED_WITHIN_MS = 1_000;

/**
 * The words that show leaves as text, page by page, in a terminal of this desktop.
 * @throws AppError `missing` where there is no desktop, terminal or babeltrace2
 */
export function terminalCommand(leaves: readonly string[], env: Environment): string[] {
  if (!env['DISPLAY'] && !env['WAYLAND_DISPLAY'])
    throw new AppError('missing', 'There is no desktop here on which a terminal could open.', {
      hint: 'Run `babeltrace2` on the trace’s folder by hand.',
    });
  if (!findProgram('babeltrace2', env))
    throw new AppError('missing', 'babeltrace2, which reads traces as text, is not installed.', {
      hint: 'Install it: `npm run setup` shows the package.',
    });
  for (const { name, before } of TERMINALS) {
    const terminal = findProgram(name, env);
    if (!terminal) continue;
    const pager = PAGERS.map((one) => findProgram(one, env)).find((one) => one !== undefined) ?? 'more';
    return [terminal, ...before, 'bash', '-c', READ_IN_PAGER, pager, ...leaves];
  }
  throw new AppError('missing', 'No terminal was found on PATH.', {
    hint: `Install one that is known here: ${TERMINALS.map(({ name }) => name).join(', ')}.`,
  });
}

/**
 * Opens it; it outlives us.
 * @throws AppError `missing` as above, `command` when the terminal ends at once with an error
 */
export async function openInTerminal(leaves: readonly string[], env: Environment): Promise<void> {
  const [program = '', ...words] = terminalCommand(leaves, env);
  const started = startOutliving(program, words, viewerEnvironment(env), '/dev/null');
  const ended = (): boolean => started === undefined || started.exitCode() !== undefined;
  await waitUntil(ended, { what: 'the terminal', timeoutMs: REFUSED_WITHIN_MS }).catch(() => undefined); // it is open
  if (started === undefined || (started.exitCode() ?? 0) !== 0)
    throw new AppError(
      'command',
      `The terminal ${program} ended at once with status ${started?.exitCode() ?? 'unknown'}.`,
      {
        hint: 'Start it by hand, and run `babeltrace2` on the trace’s folder in it.',
      },
    );
}
