import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { _electron, type ElectronApplication } from '@playwright/test';
import { build } from 'vite';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Display, startDisplay } from '../../e2e/setup/display';
import { printFigures, quantile } from './setup/figures';

const ROOT = join(import.meta.dirname, '../..');
const FRAMES = join(import.meta.dirname, 'setup/frames');
/** Rows that are open; the others of the 44 are collapsed, so that all of them fit. */
const OPEN_ROWS = 8;

interface Measured {
  spans: number;
  pieces: number;
  draw: Record<string, number[]>;
  frame: Record<string, number[]>;
}

let display: Display;
let app: ElectronApplication;
const folder = mkdtempSync(join(tmpdir(), 'ct-bench-frames-'));
beforeAll(async () => {
  const page = {
    entry: join(FRAMES, 'frames-page.ts'),
    formats: ['iife' as const],
    name: 'frames',
    fileName: () => 'page.js',
  };
  const alias = { '@shared': join(ROOT, 'src/shared') };
  await build({
    configFile: false,
    logLevel: 'warn',
    resolve: { alias },
    build: { target: 'chrome130', outDir: folder, emptyOutDir: false, lib: page },
  });
  const tokens = readFileSync(join(ROOT, 'src/renderer/styles/tokens.css'), 'utf8');
  const html = `<!doctype html><meta charset="utf-8"><style>${tokens} body { margin: 0; background: var(--view) }</style>`;
  writeFileSync(join(folder, 'frames.html'), `${html}<body><script src="page.js"></script>`);
  display = await startDisplay();
  const executablePath = process.env['ELECTRON_EXEC_PATH'];
  if (!executablePath) throw new Error('ELECTRON_EXEC_PATH is not set: run this by `npm run bench`.');
  const sandbox = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  const args = [
    ...sandbox,
    `--user-data-dir=${join(folder, 'profile')}`,
    join(FRAMES, 'frames-window.mjs'),
    join(folder, 'frames.html'),
  ];
  app = await _electron.launch({ executablePath, args, env: { ...process.env, DISPLAY: display.name } });
});
afterAll(async () => {
  await app?.close();
  display?.stop();
  rmSync(folder, { recursive: true, force: true });
});

it.each([
  ['2.5 million spans', 14],
  ['200 thousand spans', 200],
] as const)('frames of the timeline, 44 rows, 1920 columns, %s', async (name, requestMs) => {
  const page = await app.firstWindow();
  await page.waitForFunction(() => 'measureFrames' in globalThis);
  const measured = await page.evaluate<Measured, [number, number]>(
    ([ms, rows]) =>
      (globalThis as unknown as { measureFrames: (ms: number, rows: number) => Promise<Measured> }).measureFrames(
        ms,
        rows,
      ),
    [requestMs, OPEN_ROWS],
  );
  const figures = (times: readonly number[]): string =>
    [0.5, 0.95, 1].map((share) => quantile(times, share).toFixed(1)).join(', ');
  const rows = Object.keys(measured.draw).flatMap((kind): [string, string][] => [
    [`${kind}: drawing`, figures(measured.draw[kind] ?? [])],
    [`${kind}: the whole frame, aim: p95 16`, figures(measured.frame[kind] ?? [])],
  ]);
  expect(Object.values(measured.draw).every((times) => times.length > 0)).toBe(true);
  printFigures(
    `Frames of the timeline, ${name} (${measured.spans}; ${measured.pieces} in the picture); ms: p50, p95, greatest`,
    rows,
  );
});
