import { INTERRUPTED, NO_PROGRAM, zeroEvents } from '@core/library/zero-events';
import type { TraceRecord, Warning } from '@shared/model/trace-record';
import { DAEMON_REPORT_CODES } from '@shared/tracing/daemon-reports';
import { tracerEnded } from '@shared/tracing/tracer-ended';
import { describe, expect, it } from 'vitest';
import { configOf, recordOf } from '../setup/configs';

const IMAGE = { reference: 'localhost/demo:1', id: 'sha256:1', digests: [] };
const LEAF = { path: 'demo-ust-uid-0', uid: 0, part: null };
const [userspace] = recordOf().recordings;
if (!userspace) throw new Error('a record has a recording');

/** A trace without events for which everything was looked at, and nothing found. */
const nothing = (change: Partial<TraceRecord> = {}): TraceRecord =>
  recordOf({
    events: 0,
    image: IMAGE,
    checks: ['resources', 'daemon-log'],
    recordings: [{ ...userspace, leaves: [LEAF], events: 0 }],
    ...change,
  });

/** The hint's parts: what was found, checked, and not checked. */
function explanationOf(record: TraceRecord): { found: string; checked: string; notChecked: string } {
  const hint = zeroEvents(record)[0]?.hint ?? '';
  const [, found = '', checked = '', notChecked = ''] =
    /^(.*?) ?(?:Checked: (.*?)\.)? ?(?:Not checked: (.*)\.)?$/.exec(hint) ?? [];
  return { found, checked, notChecked };
}

describe('why a trace contains no events', () => {
  it('is not said where no check found it', () => {
    const { found, checked, notChecked } = explanationOf(nothing());
    expect(found).toBe('');
    for (const what of ['image', 'shared memory', 'session daemon', 'exit status', 'registered'])
      expect(checked).toContain(what);
    expect(notChecked).toContain('-finstrument-functions');
  });

  const finding = (code: string): Warning => ({ code, message: `Found ${code}.`, hint: `Change ${code}.` });

  it.each([
    ...['musl', 'no-ust', 'other-socket', 'newer-ust', 'unknown-context', 'missing-preload'],
    ...['selinux', 'shared-memory', 'process-limit', 'slow-start'],
    ...DAEMON_REPORT_CODES,
  ])('is what a check has found: %s', (code) => {
    const warnings = [{ code: 'lost', message: 'Dropped.' }, finding(code)];
    expect(explanationOf(nothing({ warnings })).found).toBe(`Found ${code}. Change ${code}.`);
  });

  it('is every finding, where there are several', () => {
    const warnings = [finding('no-buffers'), finding('shared-memory')];
    const { found } = explanationOf(nothing({ warnings, exitCode: 127 }));
    for (const said of ['Found shared-memory.', 'Found no-buffers.', 'status 127']) expect(found).toContain(said);
  });

  it('is not looked for in what nobody checked', () => {
    const { checks: _, ...old } = nothing({ exitCode: null, image: null });
    const { checked, notChecked } = explanationOf(old);
    for (const what of ['image', 'shared memory', 'session daemon', 'exit status']) {
      expect(checked).not.toContain(what);
      expect(notChecked).toContain(what);
    }
  });

  it('is that no program registered, where there is no leaf', () => {
    const { found, notChecked } = explanationOf(nothing({ recordings: [{ ...userspace, events: 0 }] }));
    expect(found).toContain(NO_PROGRAM);
    expect(notChecked).toContain('static');
  });

  it('says nothing of leaves for a flight recorder, which has none before it is asked', () => {
    const config = configOf({ recording: { preset: 'memory', mode: 'flight-recorder' } });
    const { found, checked, notChecked } = explanationOf(
      nothing({ config, recordings: [{ ...userspace, events: 0 }] }),
    );
    expect([found, notChecked]).toEqual(['', '']);
    expect(checked).not.toContain('registered');
  });

  it('can be patterns that match nothing', () => {
    const config = configOf({ recording: { preset: undefined, events: [{ pattern: 'my:*' }] } });
    const { notChecked } = explanationOf(nothing({ config }));
    expect(notChecked).toContain('patterns');
    expect(notChecked).not.toContain('-finstrument-functions');
  });

  it('has nothing to say of an image, for a program of this machine', () => {
    const { checked, notChecked } = explanationOf(
      nothing({ config: configOf({ target: { kind: 'host' } }), image: null }),
    );
    expect(`${checked} ${notChecked}`).not.toContain('in the image');
  });
});

describe('a trace of two recordings', () => {
  const two = (kernelEvents: number, userspaceEvents: number): TraceRecord =>
    recordOf({
      events: kernelEvents + userspaceEvents,
      recordings: [
        { ...userspace, domain: 'kernel', events: kernelEvents },
        { ...userspace, events: userspaceEvents },
      ],
    });

  it('says which of them is empty', () => {
    expect(zeroEvents(two(5, 0))).toEqual([
      {
        code: 'no-events',
        message: expect.stringContaining('userspace'),
        hint: expect.stringContaining('-finstrument-functions'),
      },
    ]);
    expect(zeroEvents(two(0, 5)).map(({ message }) => message)).toEqual([expect.stringContaining('kernel')]);
    expect(zeroEvents(two(5, 5))).toEqual([]);
  });

  it('is empty as a whole when both are, and names what was not checked of both', () => {
    expect(zeroEvents(two(0, 0))).toHaveLength(1);
    const { notChecked } = explanationOf(two(0, 0));
    expect(notChecked).toContain('-finstrument-functions');
    expect(notChecked).toContain('in the kernel');
  });

  it('of the kernel alone tells nothing of programs', () => {
    const record = two(0, 0);
    const { checked, notChecked } = explanationOf({ ...record, recordings: record.recordings.slice(0, 1) });
    expect(checked).toBe('');
    expect(notChecked).toContain('in the kernel');
    expect(notChecked).not.toContain('-finstrument-functions');
  });
});

describe('a recording that was cut off', () => {
  const empty = { ...userspace, events: 0 };
  const kernel = { ...userspace, domain: 'kernel', daemon: 'root', events: 7 } as const;
  const killed = tracerEnded({
    daemon: 'private',
    domains: ['userspace'],
    afterMs: 12_340,
    observed: { exitCode: null, signal: 'SIGKILL' },
  });

  it('names the end of the session daemon as the only cause', () => {
    const warnings = [killed];
    const [warning] = zeroEvents(recordOf({ events: 0, exitCode: 143, recordings: [empty], warnings }));
    expect(warning?.hint).toBe(killed.message);
    expect(killed.message).toMatch(/ended by SIGKILL 12\.3 s after/);
  });

  it('keeps the kernel of a recording apart from the session daemon of userspace', () => {
    const record = recordOf({ events: 7, exitCode: 143, recordings: [kernel, empty], warnings: [killed] });
    expect(zeroEvents(record).map(({ hint }) => hint)).toEqual([killed.message]);
    const [ofKernel] = zeroEvents({
      ...record,
      events: 3,
      recordings: [
        { ...kernel, events: 0 },
        { ...empty, events: 3 },
      ],
    });
    expect(ofKernel?.hint).not.toContain(killed.message);
  });

  it('guesses nothing of the image or the program after an accident', () => {
    const record = nothing({ endedBy: 'accident', exitCode: 137, recordings: [empty] });
    expect(zeroEvents(record).map(({ hint }) => hint)).toEqual([INTERRUPTED]);
  });

  it('says of a daemon that was not observed that the reason is not known', () => {
    const { code, message } = tracerEnded({ daemon: 'root', domains: ['kernel', 'userspace'], afterMs: 1_000 });
    expect(code).toBe('tracers-ended');
    expect(message).toContain('the reason is not known');
  });
});
