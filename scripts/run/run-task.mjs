// Runs a task of scripts/ct.mjs. This file and what it imports statically have no dependencies and run on Node 18.19,
// the oldest supported one (package.json, engines).
import { cacheFolder } from '../setup/cache-folder.mjs';
import { isNewEnough, runWithPinnedNode } from '../setup/node-runtime.mjs';
import { ensureNpmPackages } from '../setup/npm-packages.mjs';
import { isRoot, PROJECT_ROOT } from '../setup/project.mjs';
import { SetupError, say } from '../setup/setup-error.mjs';
import { surviveLostReaders, surviveLostTerminal } from './lost-terminal.mjs';

/** Each task's module has `run(args)`, which returns the exit code. */
const TASKS = {
  start: () => import('../tasks/start.mjs'),
  test: () => import('../tasks/test.mjs'),
  check: () => import('../tasks/check.mjs'),
  demo: () => import('../tasks/demo.mjs'),
  cli: () => import('../tasks/cli.mjs'),
  'test:unit': () => import('../tasks/test-unit.mjs'),
  'test:fuzz': () => import('../tasks/test-fuzz.mjs'),
  'test:real': () => import('../tasks/test-real.mjs'),
  'test:e2e': () => import('../tasks/test-e2e.mjs'),
  'test:faults': () => import('../tasks/test-faults.mjs'),
  'test:vm': () => import('../tasks/test-vm.mjs'),
  'test:machine': () => import('../tasks/test-machine.mjs'),
  fuzz: () => import('../tasks/fuzz.mjs'),
  bench: () => import('../tasks/bench.mjs'),
  screenshots: () => import('../tasks/screenshots.mjs'),
  package: () => import('../tasks/package.mjs'),
  setup: () => import('../tasks/setup.mjs'),
};
/** These tasks work without npm packages: `uninstall` removes them, and the others run under the project's lock. */
const BARE_TASKS = {
  uninstall: () => import('../tasks/uninstall.mjs'),
  'locked:npm-packages': async () => ({ run: (await import('../setup/npm-packages.mjs')).installNpmPackages }),
  'locked:vm': async () => ({ run: (await import('../vm/build-vm.mjs')).buildVm }),
  'locked:apptainer': async () => ({ run: (await import('../apptainer/apptainer-prefix.mjs')).installApptainer }),
  'locked:trace-compass': async () => ({
    run: (await import('../trace-compass/trace-compass-root.mjs')).buildTraceCompass,
  }),
  'locked:build': async () => ({ run: (await import('./build.mjs')).build }),
};

/**
 * @param {string[]} words the task and its arguments
 * @returns {Promise<number>} the exit code
 */
export async function runTask(words) {
  surviveLostReaders();
  surviveLostTerminal();
  try {
    return await run(words);
  } catch (error) {
    if (!(error instanceof SetupError)) throw error;
    say(error.hint ? `${error.message}\n${error.hint}` : error.message);
    return error.exitCode;
  }
}

async function run([task, ...args]) {
  const bare = Object.hasOwn(BARE_TASKS, task ?? '');
  if (!bare && !Object.hasOwn(TASKS, task ?? '')) {
    say(`usage: node scripts/ct.mjs TASK [arguments]\ntasks: ${[...Object.keys(TASKS), 'uninstall'].join(', ')}`);
    return 2;
  }
  chooseEnvironment(task, args);
  if (bare) return (await (await BARE_TASKS[task]()).run(args)) ?? 0;
  if (!isNewEnough(process.version)) return runWithPinnedNode();
  ensureNpmPackages();
  return (await (await TASKS[task]()).run(args)) ?? 0;
}

/** Sets the environment that all tasks and their child processes share. */
function chooseEnvironment(task, args) {
  // The tests of the window make the screenshots. The fuzzer is a long test.
  const isTest = /^(test|screenshots$|fuzz$)/.test(task);
  const disposable = process.env.CI === 'true' || (isTest && args.includes('--disposable'));
  const forTests = disposable || isTest;
  process.env.CONTAINERS_TRACE_CACHE = cacheFolder(process.env, { root: isRoot(), forTests });
  process.env.CONTAINERS_TRACE_ROOT = PROJECT_ROOT;
  // Tests may add users and start root daemons only on a disposable machine.
  if (forTests && disposable) process.env.CONTAINERS_TRACE_DISPOSABLE = '1';
}
