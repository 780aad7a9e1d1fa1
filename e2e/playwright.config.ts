import { defineConfig } from '@playwright/test';

// Screenshots are taken only on request, into the folder that CT_SCREENSHOTS names. They assert nothing.
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
  // The leak finder of the real tests imports the core by the aliases of the sources.
  tsconfig: '../tsconfig.node.json',
  outputDir: '../test-results',
  globalSetup: './setup/global-setup.ts',
  // The tests share one engine, one disk and one display, so they run one after the other.
  workers: 1,
  fullyParallel: false,
  forbidOnly: Boolean(process.env['CI']),
  // Tests that catch a moment, such as a reload in the middle of a read, can miss it on a busy machine. The list names them as flaky.
  retries: process.env['CI'] ? 1 : 0,
  // These limits only end what hangs. A machine that shares its processors with others is several times slower than a quiet one.
  timeout: 600_000,
  expect: { timeout: 60_000 },
  reporter: [['list']],
  projects: [
    { name: 'window', testIgnore: files(['demo', 'screenshots', ...RECORDING]) },
    // The first recording builds the demo image if it is missing, which takes minutes.
    { name: 'demo', testMatch: files(['demo']), timeout: 1_200_000 },
    { name: 'recording', testMatch: files([...RECORDING, ...PICTURES]), dependencies: ['demo'] },
  ],
});
