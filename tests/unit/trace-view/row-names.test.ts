import { containerLabels } from '@core/trace-view/rows/container-label';
import { containerNameOf } from '@shared/model/labels';
import type { TracedContainer } from '@shared/model/trace-record';
import { isTracerProcess } from '@shared/tracing/tracer-thread';
import { describe, expect, it, test } from 'vitest';
import { scratchFolder } from '../setup/scratch';
import { TOOLS, withSample } from './opened-view';

const scratch = scratchFolder();
const RUN = '20261130-185959-00beef';
const named = (name: string, program: string, image = 'docker.io/library/debian:bookworm') => ({
  container: { name, image } as TracedContainer,
  program,
});

describe('the name of a container', () => {
  it('is the one that the user gave it', () => {
    expect(containerLabels([named('checkout-1', 'api')])).toEqual(['checkout-1']);
    expect(containerLabels([named('ct-of-mine', 'api')])).toEqual(['ct-of-mine']);
  });
  it('is its program and image where the app made the name, with a number where that is not unique', () => {
    const own = (repetition: number, program: string) => named(containerNameOf(RUN, repetition), program);
    expect(containerLabels([own(1, 'ls'), own(2, 'ls'), own(3, 'sh'), own(4, '')])).toEqual([
      'ls (debian:bookworm) 1',
      'ls (debian:bookworm) 2',
      'sh (debian:bookworm)',
      'debian:bookworm',
    ]);
  });
  it('is the end of the made name if nothing else is known', () => {
    expect(containerLabels([named(containerNameOf(RUN, 12), '', '')])).toEqual(['…0beef-12']);
    expect(containerLabels([named(containerNameOf(RUN, 12), 'ls', '')])).toEqual(['ls']);
  });
});

test.each([
  ['lttng-sessiond', true],
  ['lttng-consumerd', true],
  ['lttng', true],
  ['lttng-viewer-of-mine', false],
  ['ustdemo', false],
])('%s is a program of the tracer: %s', (name, isTracer) => {
  expect(isTracerProcess(name)).toBe(isTracer);
});

describe("the tracer's own threads", () => {
  it('are told apart from those of the program, and their time is not the program’s', () =>
    withSample(scratch.path, async (view) => {
      const { rows, figures } = (await view.whole(TOOLS)).answer;
      const demo = rows.findIndex(
        ({ kind, number, name }) => kind === 'process' && number === 282 && name === 'ustdemo',
      );
      const threads = [...rows.keys()].filter((row) => rows[row]?.parent === demo);
      const tracers = threads.filter((row) => rows[row]?.isOfTracer);
      expect(tracers.map((row) => rows[row]?.name)).toEqual(['ustdemo-ust', 'ustdemo-ust']);
      expect(threads.length).toBe(tracers.length + 1);
      const own = threads.find((row) => !tracers.includes(row)) ?? -1;
      expect(figures.runningNs[demo]).toBe(figures.runningNs[own]);
      for (const row of tracers) expect(figures.runningNs[row]).toBeGreaterThan(0);
      expect(figures.events[demo]).toBe(threads.reduce((sum, row) => sum + (figures.events[row] ?? 0), 0));
    }));
  it('are all threads of its daemons', () =>
    withSample(scratch.path, async (view) => {
      const { rows } = (await view.whole(TOOLS)).answer;
      const daemon = rows.find(({ kind, name }) => kind === 'thread' && name === 'lttng-sessiond')?.parent ?? -1;
      expect(rows[daemon]?.isOfTracer).toBe(true);
      const names = rows.filter(({ parent, isOfTracer }) => parent === daemon && isOfTracer).map(({ name }) => name);
      expect(names).toContain('UST registratio');
      expect(names.length).toBe(rows.filter(({ parent }) => parent === daemon).length);
    }));
  it('are in a process that the state dump of the kernel names, where its main thread has no event', () =>
    withSample(scratch.path, async (view) => {
      const { rows } = (await view.whole(TOOLS)).answer;
      const daemon = rows.findIndex(({ kind, number }) => kind === 'process' && number === 176);
      expect(rows.some(({ parent, number }) => parent === daemon && number === 176)).toBe(false);
      expect(rows[daemon]?.name).toBe('lttng-sessiond');
      expect(rows.filter(({ kind, name }) => kind === 'process' && /lttng-consumerd/.test(name)).length).toBe(2);
      expect(rows.map(({ name }) => name)).not.toContain('thread lttng-consumerd');
    }));
  it('name no process: a process has the name of its program, which it executed last', () =>
    withSample(scratch.path, async (view) => {
      const { rows } = (await view.whole(TOOLS)).answer;
      for (const { kind, name } of rows) if (kind === 'process') expect(name).not.toMatch(/-ust$/);
    }));
});
