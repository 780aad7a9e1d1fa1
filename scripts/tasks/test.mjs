import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { CHECK_STEPS } from '../run/check-steps.mjs';
import { runAll, runSteps, together } from '../run/steps.mjs';
import { closingLine, failuresOf, reportsIn, totalOf } from '../run/test-results.mjs';
import { machineTests, realTests, vitest, vmTests, windowTests } from '../run/test-runners.mjs';
import { setUpWindowTests } from '../setup/set-up.mjs';
import { say } from '../setup/setup-error.mjs';

/**
 * Sets up the tests' requirements and runs every check and test.
 * @param {string[]} args passed on to vitest and Playwright
 */
export async function run(args) {
  const reports = mkdtempSync(path.join(tmpdir(), 'containers-trace-reports-'));
  // The virtual machine gets the demo image that the tests on real engines make.
  process.env.CONTAINERS_TRACE_TEST_IMAGE = 'awaited';
  process.env.CONTAINERS_TRACE_TEST_BUSY = '1';
  try {
    const code = await runSteps([
      { name: 'set-up', run: setUpWindowTests },
      ...CHECK_STEPS,
      // An emulated machine keeps one processor busy. The other tests mostly wait.
      together(
        [
          { name: 'unit tests', run: () => vitest('unit', args, reports) },
          { name: 'fuzz tests', run: () => vitest('fuzz', args, reports) },
          { name: 'tests on real engines and LTTng', run: () => realTests(args, reports) },
          { name: 'tests of the real window', run: () => windowTests(args, reports) },
        ],
        {
          name: 'tests in a real kernel and on a machine with systemd',
          run: (stdio) => inMachines(args, reports, stdio),
        },
      ),
    ]);
    const results = reportsIn(reports);
    // Their own output is far above: that of the machines follows at the end.
    for (const { test, reason } of results.flatMap(failuresOf)) say(`failed: ${test}\n  ${reason}`);
    say(closingLine(totalOf(results), code));
    return code;
  } finally {
    rmSync(reports, { recursive: true, force: true });
  }
}

/** Runs the tests of both virtual machines, one after the other. */
const inMachines = (args, reports, stdio) =>
  runAll([
    { name: 'tests in a real kernel', run: () => vmTests(args, reports, stdio) },
    { name: 'tests on a machine with systemd', run: () => machineTests(args, reports, stdio) },
  ]);
