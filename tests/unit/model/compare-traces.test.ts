import { type ComparedFact, compareTraces, comparisonSchema } from '@shared/model/compare-traces';
import type { FactKey } from '@shared/model/trace-facts';
import { tracedContainerSchema } from '@shared/model/trace-record';
import { describe, expect, it } from 'vitest';
import { compareText, NO_DIFFERENCE } from '../../../src/cli/compare-text';
import { configOf, recordOf } from '../setup/configs';

const OTHER = '20260103-030405-0a1b2c';
const kernel = {
  ...recordOf().recordings[0],
  domain: 'kernel',
  daemon: 'root',
  events: 30,
  discardedEvents: 2,
} as never;
const container = tracedContainerSchema.parse({
  engine: 'podman',
  id: 'c',
  name: 'c',
  image: 'i',
  imageId: 'i',
  startedAtMs: 0,
  endedAtMs: 1,
  exitCode: 0,
  pidNs: 1,
  namespaces: {},
  witnesses: ['events'],
  processes: ['sh', 'ls', 'ls'].map((procname, n) => ({
    vpid: n + 1,
    procname,
    events: 1,
    firstAtMs: 0,
    lastAtMs: 1,
  })),
});
const first = { record: recordOf({ title: 'One', events: 100, durationMs: 2000 }), containers: [container] };
const second = {
  record: recordOf({
    id: OTHER,
    title: 'Two\u001b[31m',
    events: 150,
    durationMs: 1000,
    sizeBytes: 0,
    exitCode: 1,
    tags: ['slow', 'b'],
    config: configOf({ recording: { preset: 'functions', kernel: { preset: 'container' } } }),
    recordings: [...recordOf().recordings, kernel],
  }),
  containers: [],
};
const factsOf =
  ({ facts }: { facts: ComparedFact[] }) =>
  (key: FactKey) =>
    facts.find((fact) => fact.key === key);

describe('two traces side by side', () => {
  const comparison = compareTraces(first, second);
  const fact = factsOf(comparison);

  it('have figures with difference and ratio', () => {
    expect(fact('events')).toMatchObject({ values: [100, 150], verdict: 'differs', difference: 50, ratio: 1.5 });
    expect(fact('eventsPerSecond')).toMatchObject({ values: [50, 150], difference: 100, ratio: 3 });
    expect(fact('discardedEvents')).toMatchObject({ values: [0, 2], difference: 2, ratio: null });
    expect(fact('processes')).toMatchObject({ values: [3, null], verdict: 'unknown', difference: null });
    expect(fact('programs')?.values[0]).toEqual(['ls', 'sh']);
  });

  it('have facts that are the same, that differ, that one of them lacks, and that are unknown', () => {
    expect(fact('engine')?.verdict).toBe('same');
    expect(fact('exitCode')).toMatchObject({ values: ['0', '1'], verdict: 'differs', difference: null });
    expect(fact('kernelEvents')).toMatchObject({ values: ['', 30], verdict: 'differs', difference: null });
    expect(fact('kernelPreset')).toMatchObject({ values: ['', 'container'], verdict: 'differs' });
    expect(fact('userspaceEvents'), 'counted in neither').toBeUndefined();
    expect(fact('eventRules'), 'neither has any').toBeUndefined();
    expect(fact('tags')?.values).toEqual([[], ['b', 'slow']]);
    expect(comparisonSchema.parse(comparison)).toEqual(comparison);
  });

  it('are compared without regard to order, and contain nothing that a terminal interprets', () => {
    expect(comparison.traces[1].title).toBe('Two');
    const again = compareTraces(second, { ...second, record: { ...second.record, tags: ['b', 'slow'] } });
    expect(factsOf(again)('tags')?.verdict).toBe('same');
    expect(again.facts.filter(({ verdict }) => verdict === 'differs')).toEqual([]);
  });

  it('are an aligned table in the terminal, with a mark at each difference', () => {
    const text = compareText(comparison, false);
    expect(text).toMatch(/^ {2}Events +≠ +100 +150 +\+50 \(×1\.50\)$/m);
    expect(text).toMatch(/^ {2}Engine +podman +podman$/m);
    expect(text).toMatch(/^ {2}Kernel preset +≠ +none +container$/m);
    const starts = text.split('\n').map((line) => line.indexOf('20260103') >= 0 && line.indexOf('20260103'));
    expect(starts.some((at) => at)).toBe(true);
    expect(compareText(comparison, true)).not.toContain('Engine');
    expect(compareText({ ...comparison, facts: [] }, true)).toBe(NO_DIFFERENCE);
  });
});
