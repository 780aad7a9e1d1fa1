import { defineConfig } from '@playwright/test';

// Pictures are made on request, into the folder that this names; they assert nothing.
const PICTURES = process.env['CT_SCREENSHOTS'] ? ['screenshots'] : [];

const RECORDING = [
  'run-[a-z]+',
  'stop',
  'cancel',
  'reload',
  'leaving',
  'axe',
  'keyboard',
  'traces',
  'bad-input',
  'kill',
  'wayland',
];
const files = (names: string[]): RegExp => new RegExp(`/(${names.join('|')})\\.spec\\.ts$`);

export default defineConfig({
  testDir: '.',
  // The leak finder of the tests on real parts stands on the core, by the aliases of the sources.
  tsconfig: '../tsconfig.node.json',
  outputDir: '../test-results',
  globalSetup: './setup/global-setup.ts',
  // One engine, one disk, one display: one test after the other.
  workers: 1,
  fullyParallel: false,
  forbidOnly: Boolean(process.env['CI']),
  timeout: 180_000,
  expect: { timeout: 20_000 },
  reporter: [['list']],
  projects: [
    { name: 'window', testIgnore: files(['demo', 'screenshots', ...RECORDING]) },
    // The first recording builds the demo image where it is not there yet, which takes minutes.
    { name: 'demo', testMatch: files(['demo']), timeout: 1_200_000 },
    { name: 'recording', testMatch: files([...RECORDING, ...PICTURES]), dependencies: ['demo'] },
  ],
});
