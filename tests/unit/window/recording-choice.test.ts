import type { RecordingDraft } from '@shared/request/draft/record-draft';
import { EMPTY_DRAFT } from '@shared/request/draft/starting-draft';
import { withPreload } from '@shared/tracing/preloads';
import { describe, expect, it } from 'vitest';
import { SHOWN_LINES, withLines } from '../../../src/renderer/stores/bounded-lines';
import { texts } from '../../../src/renderer/texts/en';
import { filterOptions, imageOptions } from '../../../src/renderer/views/record/images/image-options';
import { errorAt } from '../../../src/renderer/views/record/recording/errors-at';
import { kernelSummary } from '../../../src/renderer/views/record/recording/kernel/kernel-summary';
import { bufferSize, recordingSummary } from '../../../src/renderer/views/record/recording/recording-summary';
import { storageSummary } from '../../../src/renderer/views/record/recording/storage/storage-summary';

const draft = (change: Partial<RecordingDraft> = {}): RecordingDraft => ({
  ...EMPTY_DRAFT.recording,
  preset: 'functions',
  events: [],
  contexts: [],
  preloads: null,
  buffers: { count: 8, sizeKiB: 1024 },
  ...change,
});
const event = { pattern: 'a:b', logLevel: '', logLevelMatch: 'only', filter: '', exclude: '' } as const;

const { summary } = texts.recording;
const keeping = texts.recording.storage.summary;
const line = (...parts: string[]): string => parts.join(' · ');

describe('the summary of the folded details', () => {
  it('includes the preset and the identity contexts in the counts', () => {
    expect(recordingSummary(draft())).toBe(
      line(summary.buffers('8', '1 MiB'), summary.contexts('5'), summary.preloads('3')),
    );
  });

  it('distinguishes one, several and none', () => {
    const own = draft({ preset: null, events: [event], preloads: [], buffers: { count: 4, sizeKiB: 512 } });
    expect(recordingSummary(own)).toBe(
      line(summary.rules('1'), summary.buffers('4', '512 KiB'), summary.contexts('4'), summary.noPreload),
    );
    expect(recordingSummary(draft({ preset: null, events: [event, event], preloads: ['libc'] }))).toBe(
      line(summary.rules('2'), summary.buffers('8', '1 MiB'), summary.contexts('4'), summary.preloads('1')),
    );
    expect(bufferSize(16_384)).toBe('16 MiB');
  });
});

describe('the summary of the folded kernel details', () => {
  const machine = { memoryBytes: 16 * 1024 ** 3, cpus: 4 };
  const kernel = { ...draft().kernel, preset: 'scheduling' };

  it('shows the size of automatic buffers once the machine is known', () => {
    expect(kernelSummary(kernel, machine)).toBe(line(summary.buffers('8', '2 MiB'), summary.contexts('4')));
    expect(kernelSummary(kernel, { memoryBytes: 1024 ** 3, cpus: 8 })).toBe(
      line(summary.buffers('8', '1 MiB'), summary.contexts('4')),
    );
    expect(kernelSummary(kernel, null)).toBe(line(texts.recording.kernel.buffers.automatic, summary.contexts('4')));
  });

  it('counts the patterns and buffers of the user', () => {
    const own = { preset: null, tracepoints: ['net_*', ' '], syscalls: ['openat'], buffers: { count: 4, sizeKiB: 64 } };
    expect(kernelSummary({ ...kernel, ...own }, machine)).toBe(
      line(summary.rules('2'), summary.buffers('4', '64 KiB'), summary.contexts('4')),
    );
  });

  it('summarizes the storage', () => {
    expect(storageSummary(draft(), '')).toBe(line(keeping.continuous, keeping.discard));
    expect(storageSummary(draft({ whenFull: 'overwrite' }), '2 GiB')).toBe(
      line(keeping.continuous, keeping.overwrite, keeping.parts('2 GiB')),
    );
    expect(storageSummary(draft({ mode: 'flight-recorder' }), '64')).toBe(keeping['flight-recorder']);
  });
});

describe('preload libraries', () => {
  it('can be enabled and disabled, but only one of the two for function calls at a time', () => {
    expect(withPreload(['fork', 'cyg-profile'], 'cyg-profile-fast', true)).toEqual(['fork', 'cyg-profile-fast']);
    expect(withPreload(['fork'], 'libc', true)).toEqual(['fork', 'libc']);
    expect(withPreload(['fork', 'libc'], 'fork', false)).toEqual(['libc']);
  });
});

describe('errors of fields', () => {
  it('are found at the field and inside it, not at other fields', () => {
    const errors = { 'recording.events.1.pattern': 'a', 'recording.events.10.exclude.0': 'b' };
    expect(errorAt(errors, 'recording.events.1.pattern')).toBe('a');
    expect(errorAt(errors, 'recording.events.10.exclude')).toBe('b');
    expect(errorAt(errors, 'recording.events.1.pat')).toBeUndefined();
  });
});

describe('the list of images', () => {
  const image = (n: number, createdAt: string, ...names: string[]) => ({
    id: `sha256:${n}`,
    names,
    sizeBytes: 1,
    createdAt,
    recipeHash: null,
    report: null,
  });
  const recipe = (id: 'base' | 'demo', state: 'missing' | 'ready') => ({
    id,
    title: id,
    reference: `localhost/${id}:1`,
    holds: [],
    state,
  });
  const rows = [
    image(1, '2026-01-01T00:00:00Z', 'old:1'),
    image(2, '2026-02-01T00:00:00Z', 'new:1', 'also:1'),
    image(3, '2025-01-01T00:00:00Z', 'localhost/base:1'),
    image(4, '2026-03-01T00:00:00Z'),
  ];
  const options = imageOptions(rows, [recipe('base', 'ready'), recipe('demo', 'missing')]);

  it('starts with the recipes, then lists every name of the newest images, and omits images without a name', () => {
    expect(options.map(({ reference }) => reference)).toEqual([
      'localhost/demo:1',
      'localhost/base:1',
      'also:1',
      'new:1',
      'old:1',
    ]);
    expect(options[0]).toMatchObject({ image: null, recipe: { id: 'demo' } });
  });

  it('keeps only names that contain every typed word', () => {
    expect(filterOptions(options, 'LOCAL demo').map(({ reference }) => reference)).toEqual(['localhost/demo:1']);
    expect(filterOptions(options, ' ')).toEqual(options);
  });
});

describe('the log of a build', () => {
  it('keeps the last lines and counts the dropped ones', () => {
    const full = { lines: Array.from({ length: SHOWN_LINES }, (_, n) => `${n}`), droppedLines: 3 };
    const next = withLines(full, ['a', 'b']);
    expect(next.lines).toHaveLength(SHOWN_LINES);
    expect(next.lines.at(-1)).toBe('b');
    expect(next.droppedLines).toBe(5);
  });
});
