import { resolve } from 'node:path';
import { defineConfig } from 'vitest/config';
import { sourcePlugins } from './scripts/build/source-plugins.mjs';

const source = (path: string): string => resolve(import.meta.dirname, 'src', path);
const alias = { '@shared': source('shared'), '@core': source('core'), '@reader': source('reader') };

const plugins = sourcePlugins(import.meta.dirname);

export default defineConfig({
  test: {
    projects: [
      {
        resolve: { alias },
        plugins,
        // Pure tests of a few milliseconds. The limit catches tests that hang, and is long enough for a busy machine.
        test: {
          name: 'unit',
          include: ['tests/unit/**/*.test.ts'],
          testTimeout: 60_000,
          // Tests of colours read this stylesheet. Vitest replaces all others by nothing.
          css: { include: /styles\/tokens\.css/ },
        },
      },
      {
        resolve: { alias },
        plugins,
        // Large amounts of random and hostile input: pure like the unit tests, but slower than all of them together.
        test: { name: 'fuzz', include: ['tests/fuzz/**/*.test.ts'], testTimeout: 120_000 },
      },
      {
        resolve: { alias },
        plugins,
        // The tests share real daemons and one disk, so the files run one after the other.
        test: {
          name: 'real',
          include: ['tests/{contract,real,attack}/**/*.test.ts'],
          globalSetup: ['tests/setup/global-setup.ts'],
          fileParallelism: false,
          testTimeout: 600_000,
          hookTimeout: 1_200_000,
        },
      },
      {
        resolve: { alias },
        plugins,
        // Tests with a real kernel in a virtual machine. Only one machine runs at a time.
        test: {
          name: 'vm',
          include: ['tests/vm/**/*.test.ts'],
          globalSetup: ['tests/vm/setup/global-setup.ts'],
          fileParallelism: false,
          testTimeout: 1_200_000,
          hookTimeout: 1_200_000,
          disableConsoleIntercept: true,
        },
      },
      {
        resolve: { alias },
        plugins,
        // Tests on a Debian with systemd, login sessions and services, in a virtual machine that boots once for each file.
        test: {
          name: 'machine',
          include: ['tests/machine/**/*.test.ts'],
          // A machine of its own: `npm run test:machine` plays it, and CI does not.
          exclude:
            process.env['CONTAINERS_TRACE_ALL_MACHINE_CASES'] === undefined ? ['tests/machine/selinux.test.ts'] : [],
          globalSetup: ['tests/machine/setup/global-setup.ts'],
          fileParallelism: false,
          testTimeout: 1_200_000,
          hookTimeout: 1_200_000,
          disableConsoleIntercept: true,
        },
      },
      {
        resolve: { alias },
        plugins,
        // Measurements, printed unchanged. Nothing else may run at the same time.
        test: {
          name: 'bench',
          include: ['tests/bench/**/*.test.ts'],
          fileParallelism: false,
          testTimeout: 1_800_000,
          hookTimeout: 1_200_000,
          disableConsoleIntercept: true,
        },
      },
    ],
  },
});
