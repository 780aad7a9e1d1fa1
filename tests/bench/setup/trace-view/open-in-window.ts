import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { texts } from '../../../../src/renderer/texts/en';
import { WHOLE_PLACE } from '../../../../src/shared/trace-view/trace-place';
import { type BenchWindow, openBenchWindow, settledMemory, sumMb } from '../bench-window';
import { noteOpening } from './note-opening';
import type { PlantedTrace } from './planted-trace';

/** Milliseconds from the key that opens a trace. */
export interface OpenTimes {
  /** The port of the process that reads it arrived. */
  port: number;
  /** The strip of the whole trace was painted. */
  strip: number;
  /** Exact figures of all rows were painted. */
  figures: number;
  /** The timeline's picture was painted. */
  timeline: number;
  /** The insights were painted. */
  insights: number;
  longestTask: number;
}

export interface OpenedWindow {
  window: BenchWindow;
  times: OpenTimes;
  /** From the start of the program to the painted timeline and insights, milliseconds. */
  sinceStartMs: number;
  /** PSS of all processes before the trace was opened, MB. */
  emptyMb: number;
}

const MARKS = {
  port: 'port',
  strip: 'strip painted',
  figures: 'whole answered, painted',
  timeline: 'picture answered, painted',
  insights: 'insights answered, painted',
} as const satisfies Partial<Record<keyof OpenTimes, string>>;
const LIMIT_MS = 120_000;
/** The key of src/renderer/stores/trace-view/kept-places.ts. */
const KEPT_PLACES_KEY = 'trace-places';

/** Where a bench keeps what windows write: each has its own profile and settings, and all share one cache. */
export interface OpenDesk {
  /** Short, since sockets are in it. */
  folder: string;
  display: string;
}

export const cacheOf = ({ folder }: OpenDesk): string => join(folder, 'cache');

/** Forgets what was read of traces. */
export const forgetAnalyses = (desk: OpenDesk): void =>
  rmSync(join(cacheOf(desk), 'analyses'), { recursive: true, force: true });

/**
 * Starts the app, opens the list, and opens the trace by Enter in the tab Timeline. Close the window.
 * @param how `rested`: the list was open for a while, until the app's memory is stable; `at once`: the user is as quick as the app
 */
export async function openInWindow(
  trace: PlantedTrace,
  desk: OpenDesk,
  how: 'rested' | 'at once' = 'rested',
): Promise<OpenedWindow> {
  const env = { CONTAINERS_TRACE_CACHE: cacheOf(desk) };
  mkdirSync(desk.folder, { recursive: true });
  const folder = mkdtempSync(join(desk.folder, 'w'));
  const { libraryDir } = trace;
  const window = await openBenchWindow({ folder, libraryDir, display: desk.display, env, atOnce: noteOpening });
  try {
    const { page } = window;
    const rail = page.getByRole('navigation').getByRole('button', { name: texts.views.traces, exact: true });
    await rail.click();
    await page.getByRole('row', { name: trace.title }).waitFor();
    const emptyMb = how === 'rested' ? sumMb(await settledMemory(window)) : Number.NaN;
    await page.getByRole('grid').focus();
    await page.keyboard.press('Home');
    await page.evaluate(([key, places]) => localStorage.setItem(key, places), [
      KEPT_PLACES_KEY,
      placesOf(trace),
    ] as const);
    await page.keyboard.press('Enter');
    return { window, emptyMb, ...(await openTimes(page, window.startedAtMs)) };
  } catch (error) {
    await window.close();
    throw error;
  }
}

/** As after a visit to the tab Timeline. */
const placesOf = ({ id }: PlantedTrace): string => JSON.stringify([[id, { ...WHOLE_PLACE, tab: 'timeline' }]]);

async function openTimes(page: Page, startedAtMs: number): Promise<Pick<OpenedWindow, 'times' | 'sinceStartMs'>> {
  const marks = Object.values(MARKS);
  const isDone = (wanted: string[]): boolean => {
    if (window.noted?.some(({ what }) => what.endsWith(' failed'))) return true;
    return wanted.every((mark) => window.noted?.some(({ what }) => what === mark));
  };
  await page.waitForFunction(isDone, marks, { timeout: LIMIT_MS });
  const { noted, originMs } = await page.evaluate(() => {
    return { noted: window.noted ?? [], originMs: performance.timeOrigin };
  });
  const failed = noted.find(({ what }) => what.endsWith(' failed'));
  if (failed) throw new Error(`The trace could not be opened: ${failed.what}.`);
  const at = (mark: string): number => noted.find(({ what }) => what === mark)?.atMs ?? Number.NaN;
  const opened = at('opened');
  if (process.env['CONTAINERS_TRACE_BENCH_STEPS'])
    for (const { what, atMs } of noted) process.stdout.write(`${Math.round(atMs - opened)}\t${what}\n`);
  const tasks = noted.flatMap(({ what, atMs }) => (atMs < opened ? [] : (/^task of (\d+)/.exec(what)?.[1] ?? [])));
  return {
    sinceStartMs: originMs + Math.max(at(MARKS.timeline), at(MARKS.insights)) - startedAtMs,
    times: {
      port: at(MARKS.port) - opened,
      strip: at(MARKS.strip) - opened,
      figures: at(MARKS.figures) - opened,
      timeline: at(MARKS.timeline) - opened,
      insights: at(MARKS.insights) - opened,
      longestTask: Math.max(0, ...tasks.map(Number)),
    },
  };
}
