import { kernelChoiceSchema } from '@shared/request/run-config';
import { kernelContextSchema } from '@shared/tracing/kernel-contexts';
import { KERNEL_PRESETS } from '@shared/tracing/kernel-presets';
import { chooseKernelRecording, kernelBuffersFor } from '@shared/tracing/kernel-recording';
import { describe, expect, it } from 'vitest';

const chosen = (choice: Parameters<typeof kernelChoiceSchema.parse>[0]) =>
  chooseKernelRecording(kernelChoiceSchema.parse(choice));

describe('a kernel preset', () => {
  it.each(KERNEL_PRESETS)('$id is accepted in a request', ({ id, title, shows, tracepoints, syscalls }) => {
    expect(title).toMatch(/^[A-Z]/);
    expect(shows).not.toMatch(/\.$/);
    const request = { preset: id, tracepoints, syscalls };
    expect(kernelChoiceSchema.parse(request)).toMatchObject(request);
    expect(new Set(tracepoints).size).toBe(tracepoints.length);
  });

  it.each(KERNEL_PRESETS)('$id distinguishes containers and processes', ({ id }) => {
    const { contexts } = chosen({ preset: id });
    expect(contexts).toEqual(expect.arrayContaining(['pid_ns', 'vpid', 'vtid', 'procname']));
    expect(new Set(contexts).size).toBe(contexts.length);
    for (const context of contexts) expect(kernelContextSchema.safeParse(context).success, context).toBe(true);
  });

  it('with threads on processors also records threads that existed before', () => {
    for (const { id, tracepoints } of KERNEL_PRESETS)
      if (!tracepoints.includes('*'))
        expect(tracepoints, id).toEqual(
          expect.arrayContaining(['sched_switch', 'sched_process_fork', 'lttng_statedump_*']),
        );
  });

  it('has a unique id', () => {
    expect(new Set(KERNEL_PRESETS.map(({ id }) => id)).size).toBe(KERNEL_PRESETS.length);
  });
});

describe('the recording of the kernel', () => {
  it("contains the preset and the user's events, each once", () => {
    const { rules, contexts } = chosen({
      preset: 'memory',
      tracepoints: ['sched_switch', 'mine_*'],
      syscalls: ['brk', 'openat'],
      contexts: ['prio', 'pid_ns'],
    });
    const tracepoints = rules[0]?.patterns ?? [];
    expect(tracepoints).toContain('kmem_mm_page_alloc');
    expect(tracepoints.filter((one) => one === 'sched_switch')).toHaveLength(1);
    expect(tracepoints.at(-1)).toBe('mine_*');
    expect(rules[1]).toMatchObject({ what: 'syscall', patterns: expect.arrayContaining(['brk', 'openat']) });
    expect(contexts.at(-1)).toBe('prio');
  });

  it("accepts the user's events without a preset", () => {
    expect(chosen({ syscalls: ['openat'] }).rules).toEqual([
      { what: 'syscall', patterns: ['openat'], restricted: false },
    ]);
  });

  it('contains no other pattern beside *', () => {
    expect(chosen({ preset: 'container', tracepoints: ['*'] }).rules[0]?.patterns).toEqual(['*']);
  });

  it('restricts system calls and block events to containers, and never the scheduler', () => {
    const { rules } = chosen({ preset: 'container', containersOnly: true });
    expect(rules.map(({ what, restricted }) => ({ what, restricted }))).toEqual([
      { what: 'tracepoint', restricted: false },
      { what: 'tracepoint', restricted: true },
      { what: 'syscall', restricted: true },
    ]);
    expect(rules[0]?.patterns.filter((one) => one.startsWith('block_'))).toEqual([]);
    expect(rules[1]?.patterns).toEqual([
      'block_rq_insert',
      'block_rq_issue',
      'block_rq_complete',
      'block_bio_frontmerge',
    ]);
  });

  it.each([{}, { preset: 'mine' }, { tracepoints: ['-a'] }, { syscalls: ['a,b'] }, { syscalls: ['a\n'] }])(
    'is refused if it is empty or invalid: %j',
    (choice) => {
      expect(kernelChoiceSchema.safeParse(choice).success).toBe(false);
    },
  );
});

describe('buffers for the kernel', () => {
  const GIB = 1024 ** 3;
  it.each([
    [64 * GIB, 8, { count: 8, sizeKiB: 2048 }],
    [16 * GIB, 64, { count: 8, sizeKiB: 2048 }],
    [2 * GIB, 2, { count: 8, sizeKiB: 2048 }],
    [2 * GIB, 16, { count: 8, sizeKiB: 1024 }],
    [8 * GIB, 128, { count: 4, sizeKiB: 1024 }],
    [1 * GIB, 32, { count: 4, sizeKiB: 512 }],
    [GIB / 4, 64, { count: 4, sizeKiB: 256 }],
  ])('are suitable for %d bytes and %d processors', (memoryBytes, cpus, buffers) => {
    expect(kernelBuffersFor({ memoryBytes, cpus })).toEqual(buffers);
  });
});
