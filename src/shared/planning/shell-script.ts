import { engineLanguage } from '../engines/registry';
import { shellQuote } from './shell-quote';
import { shellOfStep, shellOfUndo } from './shell-step';
import type { RunPlan } from './step';
import { WITH_TRACING_FUNCTION } from './with-tracing';

/** Renders the plan as a bash script that records the same trace, with the same steps, arguments and cleanup. */
export function shellScript(plan: RunPlan): string {
  const undos = [...plan.steps].reverse().flatMap((step) => (step.undo ? shellOfUndo(step.undo) : []));
  const daemon = plan.steps.find((step) => step.do.kind === 'ensure-daemon')?.do;
  const home = daemon?.kind === 'ensure-daemon' && daemon.daemon.kind === 'private' ? daemon.daemon.home : undefined;
  const engine = plan.steps.find((step) => step.do.kind === 'create-container')?.do;
  const unset = engine?.kind === 'create-container' ? engineLanguage(engine.engine).shell.unset : [];
  const byHelper = plan.steps.some((step) => step.do.kind === 'start-helper');
  return [
    '#!/usr/bin/env bash',
    '# What Containers Trace does for this recording, step by step; the app adds limits, figures and the library.',
    ...(plan.maxSizeBytes === undefined
      ? []
      : [
          `# The app stops at a size of ${plan.maxSizeBytes} bytes; this script does not watch the size: stop it by Ctrl+C.`,
        ]),
    'set -euo pipefail',
    ...(unset.length === 0 ? [] : [`unset ${unset.join(' ')}`]),
    'daemon=',
    ...(byHelper ? ['root_daemon=', ...WITH_TRACING_FUNCTION] : []),
    'clean_up() {',
    ...[...new Set(undos)].map((line) => `  ${line}`),
    '  [ -z "$daemon" ] || { kill "$daemon" 2>/dev/null; wait "$daemon" 2>/dev/null; } || true',
    ...(byHelper
      ? ['  [ -z "$root_daemon" ] || { sudo kill "$root_daemon"; wait "$root_daemon"; } 2>/dev/null || true']
      : []),
    ...(home ? [`  rm -rf ${shellQuote(home)}`] : []),
    '}',
    'trap clean_up EXIT',
    "trap 'exit 130' INT TERM HUP",
    '',
    ...plan.steps.flatMap((step) => [`# ${step.title}`, ...shellOfStep(step), '']),
  ].join('\n');
}
