// Starts the test runners. With a folder for reports, each also writes a JSON report.
import path from 'node:path';
import { isRoot } from '../setup/project.mjs';
import { setUpRealTests, setUpWindowTests } from '../setup/set-up.mjs';
import { ensureTraceCompass } from '../trace-compass/trace-compass-root.mjs';
import { ensureBuilt } from './build.mjs';
import { runTool } from './tool.mjs';

/** An option of scripts/ct.mjs, which is not passed to the runners. */
const OURS = '--disposable';

/**
 * @param {'unit' | 'fuzz' | 'real' | 'vm' | 'machine' | 'bench'} project of vitest.config.ts
 * @param {string[]} args passed on
 * @param {string} [reports] a folder
 * @param {import('node:child_process').StdioOptions} [stdio] this process's own if not given
 */
export function vitest(project, args, reports, stdio = 'inherit') {
  const report = reports
    ? ['--reporter=default', '--reporter=json', `--outputFile.json=${path.join(reports, `${project}.json`)}`]
    : [];
  const ours = args.filter((arg) => arg !== OURS && arg !== '--');
  return runTool('vitest', ['run', '--project', project, ...report, ...ours], { stdio });
}

/** Runs the tests with the real LTTng, the real engines and the built command line. */
export async function realTests(args, reports) {
  await setUpRealTests();
  ensureBuilt();
  return vitest('real', args, reports);
}

/** Runs the built command line in a virtual machine with a traceable kernel. vitest's global set-up builds the machine. */
export async function vmTests(args, reports, stdio) {
  await setUpRealTests();
  ensureBuilt();
  return vitest('vm', args, reports, stdio);
}

/** Runs the built command line on a Debian with systemd in a virtual machine. vitest's global set-up builds the machine. */
export async function machineTests(args, reports, stdio) {
  await setUpRealTests();
  ensureBuilt();
  return vitest('machine', args, reports, stdio);
}

/** Runs Playwright on the real window. */
export async function windowTests(args, reports) {
  await setUpWindowTests();
  // Only root can build it. Without it, the test that needs it explains how to get it.
  if (isRoot()) process.env.CONTAINERS_TRACE_TEST_VIEWER = ensureTraceCompass();
  ensureBuilt();
  const report = reports ? ['--reporter=list,json'] : [];
  if (reports) process.env.PLAYWRIGHT_JSON_OUTPUT_NAME = path.join(reports, 'e2e.json');
  // Playwright ignores filters after -- and would run every test.
  const ours = args.filter((arg) => arg !== OURS && arg !== '--');
  return runTool('@playwright/test:playwright', ['test', '--config', 'e2e/playwright.config.ts', ...report, ...ours]);
}
