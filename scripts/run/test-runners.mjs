// Starts the test runners. Each writes a JSON report beside its usual output when a folder for reports is given.
import path from 'node:path';
import { isRoot } from '../setup/project.mjs';
import { setUpRealTests, setUpWindowTests } from '../setup/set-up.mjs';
import { ensureTraceCompass } from '../trace-compass/trace-compass-root.mjs';
import { ensureBuilt } from './build.mjs';
import { runTool } from './tool.mjs';

/** Read by scripts/ct.mjs; the runners do not know it. */
const OURS = '--disposable';

/**
 * @param {'unit' | 'fuzz' | 'real' | 'vm' | 'bench'} project of vitest.config.ts
 * @param {string[]} args passed on
 * @param {string} [reports] a folder
 */
export function vitest(project, args, reports) {
  const report = reports
    ? ['--reporter=default', '--reporter=json', `--outputFile.json=${path.join(reports, `${project}.json`)}`]
    : [];
  return runTool('vitest', [
    'run',
    '--project',
    project,
    ...report,
    ...args.filter((arg) => arg !== OURS && arg !== '--'),
  ]);
}

/** The same against the real LTTng and the real engines; the command line is tested as it was built. */
export async function realTests(args, reports) {
  await setUpRealTests();
  ensureBuilt();
  return vitest('real', args, reports);
}

/** The command line as it was built, in a virtual machine whose kernel can be traced; vitest's global set-up builds it. */
export async function vmTests(args, reports) {
  await setUpRealTests();
  ensureBuilt();
  return vitest('vm', args, reports);
}

/** Playwright on the real window. */
export async function windowTests(args, reports) {
  await setUpWindowTests();
  // Made as root; without it the test that needs it says how to get it.
  if (isRoot()) process.env.CONTAINERS_TRACE_TEST_VIEWER = ensureTraceCompass();
  ensureBuilt();
  const report = reports ? ['--reporter=list,json'] : [];
  if (reports) process.env.PLAYWRIGHT_JSON_OUTPUT_NAME = path.join(reports, 'e2e.json');
  // After -- Playwright takes no filter: it would run every test.
  const ours = args.filter((arg) => arg !== OURS && arg !== '--');
  return runTool('@playwright/test:playwright', ['test', '--config', 'e2e/playwright.config.ts', ...report, ...ours]);
}
