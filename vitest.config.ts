import { resolve } from 'node:path';
import { defineConfig } from 'vitest/config';

const source = (path: string): string => resolve(import.meta.dirname, 'src', path);
const alias = { '@shared': source('shared'), '@core': source('core') };

export default defineConfig({
  test: {
    projects: [
      {
        resolve: { alias },
        // Pure tests of a few milliseconds. The limit catches tests that hang, and is long enough for a busy machine.
        test: { name: 'unit', include: ['tests/unit/**/*.test.ts'], testTimeout: 60_000 },
      },
      {
        resolve: { alias },
        // Large amounts of random and hostile input: pure like the unit tests, but slower than all of them together.
        test: { name: 'fuzz', include: ['tests/fuzz/**/*.test.ts'], testTimeout: 120_000 },
      },
      {
        resolve: { alias },
        // The tests share real daemons and one disk, so the files run one after the other.
        test: {
          name: 'real',
          include: ['tests/{contract,real,attack}/**/*.test.ts'],
          globalSetup: ['tests/setup/global-setup.ts'],
          fileParallelism: false,
          testTimeout: 180_000,
          hookTimeout: 600_000,
        },
      },
      {
        resolve: { alias },
        // Tests with a real kernel in a virtual machine. Only one machine runs at a time.
        test: {
          name: 'vm',
          include: ['tests/vm/**/*.test.ts'],
          globalSetup: ['tests/vm/setup/global-setup.ts'],
          fileParallelism: false,
          testTimeout: 480_000,
          hookTimeout: 600_000,
          disableConsoleIntercept: true,
        },
      },
      {
        resolve: { alias },
        // Measurements, printed unchanged. Nothing else may run at the same time.
        test: {
          name: 'bench',
          include: ['tests/bench/**/*.test.ts'],
          fileParallelism: false,
          testTimeout: 1_800_000,
          hookTimeout: 600_000,
          disableConsoleIntercept: true,
        },
      },
    ],
  },
});
