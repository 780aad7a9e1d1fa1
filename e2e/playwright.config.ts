import { defineConfig } from '@playwright/test';
import { LANES, WITHOUT_ENGINES } from './setup/lanes';

// Screenshots are taken only on request, into the folder that CT_SCREENSHOTS names. They assert nothing.
const PICTURES = process.env['CT_SCREENSHOTS'] ? [] : ['screenshots'];

/** Use no engine: they read traces that the tests wrote, or only the window. */
const USE_NO_ENGINE = [
  'trace-[a-z]+',
  'traces-[a-z]+',
  'speedscope',
  'contract',
  'security',
  'import',
  'transfers',
  'start-error',
  'long-texts',
];
const files = (names: string[]): RegExp => new RegExp(`/(${names.join('|')})\\.spec\\.ts$`);

export default defineConfig({
  testDir: '.',
  // The leak finder of the real tests imports the core by the aliases of the sources.
  tsconfig: '../tsconfig.node.json',
  outputDir: '../test-results',
  globalSetup: './setup/global-setup.ts',
  // Two at a time, each on a display of its own. Those with engines share them, so they run one after the other.
  workers: LANES,
  fullyParallel: false,
  forbidOnly: Boolean(process.env['CI']),
  // These limits only end what hangs. A machine that shares its processors with others is several times slower than a quiet one.
  timeout: 600_000,
  expect: { timeout: 60_000 },
  reporter: [['list']],
  projects: [
    { name: WITHOUT_ENGINES, testMatch: files(USE_NO_ENGINE), workers: 1, dependencies: ['demo'] },
    // The first recording builds the demo image if it is missing, which takes minutes.
    { name: 'demo', testMatch: files(['demo']), timeout: 1_200_000 },
    {
      name: 'engines',
      testIgnore: files([...USE_NO_ENGINE, 'demo', ...PICTURES]),
      workers: 1,
      dependencies: ['demo'],
    },
  ],
});
