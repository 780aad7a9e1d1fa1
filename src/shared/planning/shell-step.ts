import { engineLanguage } from '../engines/registry';
import { RUN_LABEL } from '../model/labels';
import { lttngArguments } from '../tracing/lttng-arguments';
import { shellCommand, shellQuote } from './shell-quote';
import type { DaemonRef, Step, StepAction, TracingCommand, UndoAction } from './step';

const lttng = (daemon: DaemonRef, command: TracingCommand): string => {
  const home = daemon.kind === 'private' ? `LTTNG_HOME=${shellQuote(daemon.home)} ` : '';
  return `${home}${shellCommand(['lttng', ...lttngArguments(command, false)])}`;
};

/** The commands of bash that do what a step does: what the window shows, and what `plan` prints. */
export function shellOfStep(step: Step): string[] {
  return shellOfAction(step.do);
}

function shellOfAction(action: StepAction): string[] {
  switch (action.kind) {
    case 'make-trace-folder':
      return [shellCommand(['mkdir', '--mode=0700', action.path])];
    case 'ensure-daemon':
      return daemonCommands(action.daemon, action.ustSocket);
    case 'trace':
      return action.commands.map((command) => lttng(action.daemon, command));
    case 'create-container':
      return [`${shellCommand(engineLanguage(action.engine).create(action.spec))} >/dev/null`];
    case 'run-container':
      return [timed(action.maxDurationS, engineLanguage(action.engine).startAttached(action.name))];
    case 'remove-container':
      return [`${shellCommand(engineLanguage(action.engine).remove(action.name))} >/dev/null`];
    case 'run-program': {
      const env = action.env
        .filter((variable) => !variable.secret)
        .map((variable) => `${variable.name}=${variable.value}`);
      return [timed(action.maxDurationS, ['env', ...env, ...action.command])];
    }
    case 'read-counters':
      return [lttng(action.daemon, { verb: 'list', session: action.session })];
    case 'close-trace':
      return closeCommands(action.path, action.leafName);
  }
}

/** A program that fails or runs out of time ends the recording in good order: the trace is kept, as in the app. */
function timed(maxDurationS: number | undefined, words: string[]): string {
  const limited = maxDurationS ? ['timeout', '--signal=TERM', String(maxDurationS), ...words] : words;
  return `${shellCommand(limited)} || echo "it ended with status $?" >&2`;
}

function daemonCommands(daemon: DaemonRef, ustSocket: string): string[] {
  const reach = 'lttng --no-sessiond list >/dev/null 2>&1';
  const start = 'setpriv --pdeathsig TERM lttng-sessiond >/dev/null 2>&1 &';
  const wait = (test: string): string => `for _ in $(seq 200); do ${test} && break; sleep 0.05; done`;
  if (daemon.kind === 'root') return [`${reach} || { ${start} daemon=$!; }`, wait(reach), reach];
  const home = shellQuote(daemon.home);
  const socket = shellQuote(`${daemon.home}/.lttng/${ustSocket}`);
  return [
    `mkdir --mode=0700 ${home}`,
    `LTTNG_HOME=${home} ${start} daemon=$!`,
    wait(`[ -S ${socket} ] && LTTNG_HOME=${home} ${reach}`),
    `LTTNG_HOME=${home} ${reach}`,
  ];
}

/** Names the leaves as the app does, `-32` behind those of 32-bit programs; counts only where something was recorded. */
function closeCommands(path: string, leafName: string): string[] {
  const root = shellQuote(path);
  const name = `${root}/${shellQuote(leafName)}-ust-uid-`;
  const move = [
    `for leaf in ${root}/ust/uid/*/*-bit; do`,
    '  [ -e "$leaf" ] || continue',
    '  uid=$(basename "$(dirname "$leaf")")',
    '  case "$leaf" in *32-bit) width=-32 ;; *) width= ;; esac',
    `  mv "$leaf" ${name}"$uid$width"`,
    '  leaves=$((leaves + 1))',
    'done',
  ];
  return [
    'leaves=0',
    move.join('\n'),
    `rm -rf ${root}/ust`,
    `if [ "$leaves" -gt 0 ]; then babeltrace2 ${root} --component=sink.utils.counter; fi`,
  ];
}

/** The commands that take a step back; each is harmless when there is nothing to take back. */
export function shellOfUndo(undo: UndoAction): string[] {
  switch (undo.kind) {
    case 'settle-trace':
      return []; // a script keeps what it recorded
    case 'end-build':
      return []; // no step of a plan builds
    case 'destroy-session':
      return [
        `if ${lttng(undo.daemon, { verb: 'list', session: undo.session })} 2>/dev/null | grep -qF ${shellQuote(`: ${undo.output}`)}; then ${lttng(undo.daemon, { verb: 'destroy', session: undo.session })} >/dev/null || true; fi`,
      ];
    case 'remove-containers': {
      const language = engineLanguage(undo.engine);
      const find = shellCommand(language.findByLabel(`${RUN_LABEL}=${undo.runId}`));
      const [program = '', ...removal] = language.remove('');
      return [
        `for id in $(${find}); do ${shellCommand([program, ...removal.filter(Boolean)])} "$id" >/dev/null || true; done`,
      ];
    }
  }
}
