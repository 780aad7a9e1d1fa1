import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { FIRST_WINDOW, fitToScreens, readWindowState, writeWindowState } from '../../../src/main/window-state';

const folder = mkdtempSync(join(tmpdir(), 'ct-window-state-'));
const file = join(folder, 'deep', 'window.json');
afterAll(() => rmSync(folder, { recursive: true, force: true }));

it('uses the defaults if the file is missing or broken', () => {
  expect(readWindowState(file)).toEqual(FIRST_WINDOW);
  const broken = join(folder, 'broken.json');
  writeFileSync(broken, '{"width": 1}');
  expect(readWindowState(broken)).toEqual(FIRST_WINDOW);
});

it('restores the size and position of the last window', async () => {
  const state = { width: 1400, height: 900, x: 10, y: 20, maximized: true };
  await writeWindowState(file, state);
  expect(readWindowState(file)).toEqual(state);
  expect(readFileSync(file, 'utf8')).not.toContain('new');
});

it('drops a position outside of all screens', () => {
  const screens = [{ x: 0, y: 0, width: 1920, height: 1080 }];
  const state = { width: 1280, height: 800, x: 2500, y: 20, maximized: false };
  expect(fitToScreens(state, screens)).toEqual({ width: 1280, height: 800, maximized: false });
  expect(fitToScreens({ ...state, x: 5 }, screens)).toEqual({ ...state, x: 5 });
});
