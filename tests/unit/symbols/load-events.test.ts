import { isLoadEvent, loadEventOf } from '@core/symbols/loads/load-events';
import type { DecodedEvent, FieldValue } from '@reader/events/event';
import { describe, expect, it } from 'vitest';

type Fields = Record<string, FieldValue>;
const map = (fields: Fields) => new Map(Object.entries(fields));

function event(name: string, payload: Fields, context: Fields = { pid_ns: 4_026_532_000, vpid: 12 }): DecodedEvent {
  return {
    ...{ timeNs: 100.5, leaf: 0, stream: 0, packet: 0, position: 0, cpu: 0 },
    eventClass: { id: 0, name, logLevel: null, specificContext: null, payload: null },
    streamClass: {
      ...{ id: 0, name: null, clock: null, packetContext: null, eventHeader: null, commonContext: null },
      events: new Map(),
    },
    commonContext: map(context),
    specificContext: map({}),
    payload: map(payload),
  };
}

const WHOSE = { atNs: 100, pidNs: 4_026_532_000, vpid: 12 };
const BASE = 0x7f12_3456_7000;
const FILE = { baddr: BigInt(BASE), memsz: 5_000n, path: '/usr/bin/app', is_pic: 1, has_build_id: 1 };

describe('a load event', () => {
  it('has the place of a file, and whose memory it is', () => {
    const load = { kind: 'load', base: BASE, memoryBytes: 5_000, path: '/usr/bin/app', ...WHOSE };
    for (const name of ['lttng_ust_statedump:bin_info', 'lttng_ust_lib:load', 'lttng_ust_dl:dlopen'])
      expect(loadEventOf(event(name, FILE))).toEqual(load);
    expect(loadEventOf(event('lttng_ust_lib:load', { ...FILE, baddr: BASE, memsz: 5_000 }))).toEqual(load);
  });

  it('has the identity of the file', () => {
    const build = { baddr: BASE, build_id: [0xc0, 0xff, 0x0e] };
    expect(loadEventOf(event('lttng_ust_statedump:build_id', build))).toEqual({
      ...{ kind: 'build-id', base: BASE, buildId: 'c0ff0e' },
      ...WHOSE,
    });
    const bytes = { baddr: BASE, build_id: Uint8Array.of(1, 2) };
    expect(loadEventOf(event('lttng_ust_lib:build_id', bytes))).toMatchObject({ buildId: '0102' });
    const link = { baddr: BASE, crc: 77, filename: 'app.debug' };
    expect(loadEventOf(event('lttng_ust_statedump:debug_link', link))).toMatchObject({ name: 'app.debug', crc: 77 });
  });

  it('says when a list of files begins, and when a file is gone', () => {
    expect(loadEventOf(event('lttng_ust_statedump:start', {}))).toEqual({ kind: 'list-begins', ...WHOSE });
    expect(loadEventOf(event('lttng_ust_lib:unload', { baddr: BASE }))).toEqual({
      kind: 'unload',
      base: BASE,
      ...WHOSE,
    });
  });

  it('tells of a child process by its ids in its own namespace, and not of a thread', () => {
    const forked = { child_tid: 900, child_pid: 900, child_ns_inum: 4_026_532_000, vtids: [900, 13] };
    expect(loadEventOf(event('sched_process_fork', forked))).toEqual({
      ...{ kind: 'fork', child: { pidNs: 4_026_532_000, vpid: 13 } },
      ...WHOSE,
    });
    expect(loadEventOf(event('sched_process_fork', { ...forked, child_tid: 901 }))).toBeUndefined();
    expect(loadEventOf(event('sched_process_fork', forked, {}))).toBeUndefined();
  });

  it('without contexts has no known process', () => {
    expect(loadEventOf(event('lttng_ust_lib:load', FILE, {}))).toMatchObject({ pidNs: 0, vpid: -1 });
  });

  it('is none for other events, for the kernel’s code in a process, and for values that the tracer does not write', () => {
    expect([isLoadEvent('lttng_ust_dl:dlclose'), isLoadEvent('lttng_ust_lib:load')]).toEqual([false, true]);
    const none = [
      event('shop:order', FILE),
      event('lttng_ust_statedump:bin_info', { ...FILE, path: '[vdso]' }),
      event('lttng_ust_statedump:bin_info', { ...FILE, baddr: 2n ** 60n }),
      event('lttng_ust_statedump:bin_info', { ...FILE, memsz: -1 }),
      event('lttng_ust_statedump:bin_info', { ...FILE, path: 7 }),
      event('lttng_ust_statedump:bin_info', {}),
      event('lttng_ust_statedump:build_id', { baddr: BASE, build_id: [] }),
      event('lttng_ust_statedump:build_id', { baddr: BASE, build_id: [256] }),
      event('lttng_ust_statedump:build_id', { baddr: BASE, build_id: 'c0ffee' }),
      event('lttng_ust_statedump:debug_link', { baddr: BASE, crc: 1 }),
    ];
    expect(none.map(loadEventOf)).toEqual(none.map(() => undefined));
  });
});
