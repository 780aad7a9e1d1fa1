import { resolve } from 'node:path';
import { defineConfig } from 'vitest/config';

const source = (path: string): string => resolve(import.meta.dirname, 'src', path);
const alias = { '@shared': source('shared'), '@core': source('core') };

export default defineConfig({
  test: {
    projects: [
      {
        resolve: { alias },
        // Pure, and done in milliseconds: the limit is for what hangs, not for a machine that is busy.
        test: { name: 'unit', include: ['tests/unit/**/*.test.ts'], testTimeout: 60_000 },
      },
      {
        resolve: { alias },
        // Random and hostile input in quantity: pure like the unit tests, and slower than all of them together.
        test: { name: 'fuzz', include: ['tests/fuzz/**/*.test.ts'], testTimeout: 120_000 },
      },
      {
        resolve: { alias },
        // Real daemons and one disk: files run one after the other, and each wait inside says what it waits for.
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
        // A real kernel in a virtual machine: one at a time, and each says what it booted and how long each part took.
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
        // Figures for people, printed as they are: nothing else may run at the same time.
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
