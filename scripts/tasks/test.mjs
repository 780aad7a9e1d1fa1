import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { CHECK_STEPS } from '../run/check-steps.mjs';
import { runSteps } from '../run/steps.mjs';
import { closingLine, countsIn } from '../run/test-counts.mjs';
import { realTests, vitest, vmTests, windowTests } from '../run/test-runners.mjs';
import { setUpWindowTests } from '../setup/set-up.mjs';

/**
 * Sets up the tests' requirements and runs every check and test.
 * @param {string[]} args passed on to vitest and Playwright
 */
export async function run(args) {
  const reports = mkdtempSync(path.join(tmpdir(), 'containers-trace-reports-'));
  try {
    const code = await runSteps([
      { name: 'set-up', run: setUpWindowTests },
      ...CHECK_STEPS,
      { name: 'unit tests', run: () => vitest('unit', args, reports) },
      { name: 'fuzz tests', run: () => vitest('fuzz', args, reports) },
      { name: 'tests on real engines and LTTng', run: () => realTests(args, reports) },
      { name: 'tests in a real kernel', run: () => vmTests(args, reports) },
      { name: 'tests of the real window', run: () => windowTests(args, reports) },
    ]);
    process.stdout.write(`${closingLine(countsIn(reports), code)}\n`);
    return code;
  } finally {
    rmSync(reports, { recursive: true, force: true });
  }
}
