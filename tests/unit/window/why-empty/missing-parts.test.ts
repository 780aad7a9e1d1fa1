import { describe, expect, it } from 'vitest';
import { texts } from '../../../../src/renderer/texts/en';
import { missingParts } from '../../../../src/renderer/views/trace/empty/reasons/recorded-parts';
import { whyPartMissing } from '../../../../src/renderer/views/trace/empty/reasons/why-part-missing';
import { EMPTY_RECORDING } from '../../../../src/shared/request/draft/record-draft';
import { PRELOADS } from '../../../../src/shared/tracing/preloads';
import { timelineRow } from '../trace-tabs/rows';
import { knownTrace } from './known-trace';

const { parts, reasons, checks, recordAgain } = texts.traceTabs.empty;
const why = (part: keyof typeof parts, given: Parameters<typeof knownTrace>[0]) =>
  whyPartMissing(part, knownTrace(given), 'functions');

describe('why a trace has no function calls', () => {
  it('names the preset that was used, and fills in one that records both', () => {
    const found = why('calls', { recording: { preset: 'memory' } });
    expect([found.title, found.why]).toEqual([parts.calls.none, reasons.preset('Memory', parts.calls.name)]);
    expect(found.checked.slice(0, 2)).toEqual([
      { state: 'bad', text: checks.count((1_204_551).toLocaleString(), parts.calls.events) },
      { state: 'bad', text: checks.notEnabled(parts.calls.events) },
    ]);
    expect(found.again?.label).toBe(recordAgain(parts.calls.name));
    expect(found.again?.changes).toMatchObject([{ from: 'Memory', to: 'Everything' }]);
    expect(found.again?.change({ ...EMPTY_RECORDING, preset: 'memory' })).toMatchObject({
      preset: 'everything',
      userspace: true,
    });
  });
  it('offers them for a recording of the kernel alone, and keeps the kernel', () => {
    const found = why('calls', { recording: { kernel: { preset: 'container' } } });
    expect(found.why).toBe(reasons.kernelOnly(parts.calls.name));
    const kernel = { ...EMPTY_RECORDING.kernel, on: true };
    expect(found.again?.change({ ...EMPTY_RECORDING, userspace: false, kernel })).toMatchObject({
      preset: 'functions',
      userspace: true,
      kernel: { on: true },
    });
  });
  it('offers them for a recording of own events', () => {
    const found = why('calls', { recording: { events: [{ pattern: 'mine:*' }] } });
    expect(found.why).toBe(reasons.ownEvents(1, parts.calls.name));
    expect(found.again?.changes).toMatchObject([{ to: 'Function calls' }]);
  });
  it('does not offer another recording where they were recorded and no program writes them', () => {
    const found = why('calls', { recording: { preset: 'functions' } });
    expect([found.why, found.again]).toEqual([parts.calls.notWritten, null]);
    expect(found.checked).toContainEqual({ state: 'good', text: checks.enabled(parts.calls.events) });
  });
  it('names the preload library that was switched off, and switches it on again', () => {
    const found = why('calls', { recording: { preset: 'functions', preloads: ['fork'] } });
    expect(found.why).toBe(reasons.preload(PRELOADS['cyg-profile'].title, parts.calls.name));
    expect(found.again?.change({ ...EMPTY_RECORDING, preloads: ['fork'] })).toMatchObject({
      preset: 'functions',
      preloads: null,
    });
  });
  it('does not speak of a preset for a trace from elsewhere', () => {
    const found = why('calls', { recording: null });
    expect([found.why, found.again]).toEqual([reasons.foreign(parts.calls.name), null]);
  });
  it('says for a trace from elsewhere that they were enabled, if its metadata has them', () => {
    expect(why('calls', { recording: null, enabled: { calls: true } }).why).toBe(parts.calls.notWritten);
  });
});

describe('why a trace has nothing of the kernel', () => {
  it('says that only userspace was recorded, and switches the kernel on', () => {
    const found = why('states', { recording: { preset: 'functions' } });
    expect(found.why).toBe(reasons.userspaceOnly(parts.states.name));
    expect(found.again?.change({ ...EMPTY_RECORDING, preset: 'functions' })).toMatchObject({
      preset: 'functions',
      kernel: { on: true, preset: 'container' },
    });
  });
  it('names a kernel preset without system calls, and selects one that has both', () => {
    const found = why('syscalls', { recording: { kernel: { preset: 'scheduling' } } });
    expect(found.why).toBe(reasons.kernelPreset('Scheduling', parts.syscalls.name));
    expect(found.again?.changes).toMatchObject([{ from: 'Scheduling', to: 'Container' }]);
  });
  it('keeps what only the largest preset has, and says what that costs', () => {
    const found = why('syscalls', { recording: { kernel: { preset: 'memory' } } });
    expect(found.again?.changes).toMatchObject([{ from: 'Memory', to: 'Everything' }]);
    expect(found.again?.costs).not.toBeNull();
  });
  it('counts own tracepoints that do not include scheduling', () => {
    const found = why('states', { recording: { kernel: { tracepoints: ['block_*'] } } });
    expect(found.why).toBe(reasons.ownEvents(1, parts.states.name));
  });
  it('says that no process of a container made a system call', () => {
    const found = why('syscalls', { recording: { kernel: { preset: 'container', containersOnly: true } } });
    expect([found.why, found.again]).toEqual([reasons.containersOnly, null]);
  });
  it('names lost events and unread parts', () => {
    const found = why('states', { recording: { kernel: { preset: 'container' } }, lostEvents: 5, unread: ['a'] });
    expect(found.why).toBe(parts.states.notWritten);
    expect(found.checked.map(({ text }) => text)).toEqual(expect.arrayContaining([checks.lost('5'), checks.unread(1)]));
  });
});

describe('why a trace has no memory curve', () => {
  it('selects the preset that records calls and memory', () => {
    const found = why('memory', { recording: { preset: 'functions' }, basis: { calls: true } });
    expect(found.why).toBe(reasons.preset('Function calls', parts.memory.name));
    expect(found.again?.changes).toMatchObject([{ from: 'Function calls', to: 'Everything' }]);
  });
  it('says that statically linked programs do not write allocations', () => {
    const found = why('memory', { recording: { preset: 'memory' } });
    expect([found.why, found.again]).toEqual([parts.memory.notWritten, null]);
  });
});

describe('what is missing in a trace', () => {
  it('is what no event and no row has', () => {
    const { whole } = knownTrace({
      recording: null,
      basis: { calls: true, scheduling: true },
      rows: [timelineRow({ hasMemory: true })],
    });
    expect(missingParts(whole)).toEqual(['syscalls']);
  });
});
