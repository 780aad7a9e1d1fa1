import { engineLanguage } from '../engines/registry';
import { RUN_LABEL } from '../model/labels';
import { clientOptions, daemonCommand } from '../tracing/daemon-command';
import { lttngArguments } from '../tracing/lttng-arguments';
import type { TracingCommand } from '../tracing/tracing-command';
import { shellCommand, shellQuote } from './shell-quote';
import type { DaemonRef, Reach, Step, StepAction, UndoAction } from './step';
import { WITH_TRACING } from './with-tracing';

const lttng = (daemon: DaemonRef, command: TracingCommand): string => {
  return `${clientOf(daemon)}${shellCommand(['lttng', ...clientOptions(daemon), ...lttngArguments(command, false)])}`;
};

/** The prefix of a client's command. `with_tracing` is a function of the script (with-tracing.ts). */
function clientOf(daemon: DaemonRef): string {
  if (daemon.kind === 'private') return `LTTNG_HOME=${shellQuote(daemon.home)} `;
  return daemon.reach === 'helper' ? `${WITH_TRACING} ` : '';
}

/** A script uses sudo for the commands that the app runs with the helper. */
const asRoot = (reach: Reach): string => (reach === 'helper' ? 'sudo ' : '');

/** Renders a step as bash commands, which the window shows and `plan` prints. */
export function shellOfStep(step: Step): string[] {
  return shellOfAction(step.do);
}

function shellOfAction(action: StepAction): string[] {
  switch (action.kind) {
    case 'make-trace-folder':
      return [shellCommand(['mkdir', '--mode=0700', action.path])];
    case 'start-helper':
      return ['sudo --validate'];
    case 'ensure-daemon':
      return daemonCommands(action.daemon, action.ustSocket);
    case 'trace':
      return action.commands.map((command) => lttng(action.daemon, command));
    case 'create-container':
      return [`${asRoot(action.reach)}${engineLanguage(action.engine).shell.create(action.spec)}`];
    case 'run-container':
      return [
        `${asRoot(action.reach)}${timed(action.maxDurationS, engineLanguage(action.engine).shell.startAttached(action.name))}`,
      ];
    case 'remove-container':
      return [`${asRoot(action.reach)}${engineLanguage(action.engine).shell.remove(action.name)}`];
    case 'run-program': {
      const env = action.env
        .filter((variable) => !variable.secret)
        .map((variable) => `${variable.name}=${variable.value}`);
      return [timed(action.maxDurationS, shellCommand(['env', ...env, ...action.command]))];
    }
    case 'read-counters':
      return [lttng(action.daemon, { verb: 'list', session: action.session })];
    case 'close-trace':
      return closeCommands(action.path, action.leafName);
  }
}

/** If the program fails or reaches the time limit, the script continues and keeps the trace, as the app does. */
function timed(maxDurationS: number | undefined, command: string): string {
  const limit = maxDurationS ? `${shellCommand(['timeout', '--signal=TERM', String(maxDurationS)])} ` : '';
  return `${limit}${command} || echo "it ended with status $?" >&2`;
}

function daemonCommands(daemon: DaemonRef, ustSocket: string | undefined): string[] {
  const client = shellCommand(['lttng', ...clientOptions(daemon), '--no-sessiond', 'list']);
  const reach = `${daemon.kind === 'root' ? clientOf(daemon) : ''}${client} >/dev/null 2>&1`;
  const [program, daemonArguments] = daemonCommand(daemon);
  const start = `${shellCommand(['setpriv', '--pdeathsig', 'TERM', program, ...daemonArguments])} >/dev/null 2>&1 &`;
  const wait = (test: string): string => `for _ in $(seq 200); do ${test} && break; sleep 0.05; done`;
  if (daemon.kind === 'root' && daemon.reach === 'helper')
    return [`${reach} || { sudo ${start} root_daemon=$!; }`, wait(reach), reach];
  if (daemon.kind === 'root') return [`${reach} || { ${start} daemon=$!; }`, wait(reach), reach];
  const home = shellQuote(daemon.home);
  const socket = shellQuote(`${daemon.home}/.lttng/${ustSocket ?? ''}`);
  return [
    `mkdir --mode=0700 ${home}`,
    `LTTNG_HOME=${home} ${start} daemon=$!`,
    wait(`[ -S ${socket} ] && LTTNG_HOME=${home} ${reach}`),
    `LTTNG_HOME=${home} ${reach}`,
  ];
}

/** Gets the rotation or snapshot of a leaf from lttng's folder names. The folder of an unfinished rotation has no end time. */
const PART_OF_FOLDER = [
  's#.*/archives/[^/]*-([0-9]+)/.*#-rotation-\\1#p',
  's#.*/[0-9]{8}T[0-9]{6}[+-][0-9]{4}-([0-9]+)/.*#-rotation-\\1#p',
  's#.*/snapshot-[0-9]+-[0-9]+-([0-9]+)/.*#-snapshot-\\1#p',
].join('; ');

/**
 * Names the leaves as the app does (core/library/leaf-name-of-path.ts; a test compares both). Appends `-32` for 32-bit
 * programs, then the number of the rotation or snapshot. Counts the events only if there is a leaf.
 */
function closeCommands(path: string, leafName: string): string[] {
  const root = shellQuote(path);
  const named = `${root}/${shellQuote(leafName)}`;
  const move = [
    `while IFS= read -r leaf; do`,
    '  case "/$leaf" in',
    '    */kernel) kind=kernel ;;',
    '    */ust/uid/*/??-bit) kind=ust-uid-$(basename "$(dirname "$leaf")") ;;',
    '    *) continue ;;',
    '  esac',
    '  case "$leaf" in *32-bit) kind=$kind-32 ;; esac',
    `  kind=$kind$(sed -nE '${PART_OF_FOLDER}' <<<"/$leaf")`,
    `  to=${named}-$kind n=2`,
    `  while [ -e "$to" ]; do to=${named}-$kind-$n n=$((n + 1)); done`,
    `  mv ${root}/"$leaf" "$to"`,
    '  leaves=$((leaves + 1))',
    `done < <(find ${root} -mindepth 2 -type f -printf '%P\\n' | sed 's#/[^/]*$##' | LC_ALL=C sort -u)`,
  ];
  return [
    'leaves=0',
    move.join('\n'),
    `find ${root} -mindepth 1 -type d -empty -delete`,
    `if [ "$leaves" -gt 0 ]; then babeltrace2 ${root} --component=sink.utils.counter; fi`,
  ];
}

/** Renders an undo as bash commands, which do nothing if there is nothing to undo. */
export function shellOfUndo(undo: UndoAction): string[] {
  switch (undo.kind) {
    case 'settle-trace':
      return []; // a script keeps its recording
    case 'end-build':
    case 'remove-partial':
      return []; // no step of a plan builds an image or moves a trace
    case 'destroy-session': {
      const { daemon, session, output, wait } = undo;
      const listed = `${lttng(daemon, { verb: 'list', session })} 2>/dev/null | grep -qF ${shellQuote(`: ${output}`)}`;
      return [`if ${listed}; then ${lttng(daemon, { verb: 'destroy', session, wait })} >/dev/null || true; fi`];
    }
    case 'remove-containers': {
      const label = { key: RUN_LABEL, value: undo.runId };
      return [engineLanguage(undo.engine).shell.removeLabelled(label, asRoot(undo.reach))];
    }
  }
}
