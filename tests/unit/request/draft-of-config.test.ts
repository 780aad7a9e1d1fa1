import { demoRun } from '@shared/request/demo-run';
import { readDraft } from '@shared/request/draft/read-draft';
import type { RecordDraft } from '@shared/request/draft/record-draft';
import { demoDraft, EMPTY_DRAFT, isDemo, sameDraft } from '@shared/request/draft/starting-draft';
import { draftOfConfig } from '@shared/request/draft/write-draft';
import { type RunConfigInput, runConfigSchema } from '@shared/request/run-config';
import { describe, expect, it } from 'vitest';

describe('a request as a form', () => {
  const requests: RunConfigInput[] = [
    demoRun('docker'),
    {
      title: 'All of it',
      target: {
        kind: 'container',
        engine: 'podman',
        image: 'a:1',
        entrypoint: ['/bin/sh', '-c'],
        env: [{ name: 'A', value: "it's", secret: false }],
        volumes: [{ source: '/a b', target: '/c', readOnly: true }],
        workdir: '/',
        user: '0',
        network: 'host',
        cpus: 1.5,
        memoryBytes: 7 * 1024 ** 2,
      },
      command: ['echo "$X" | cat', '', '*'],
      repeat: 12,
      recording: {
        preset: 'memory',
        events: [{ pattern: 'a:*', logLevel: { match: 'only', level: 'ERR' }, filter: 'x > 1', exclude: ['a:b'] }],
        contexts: ['vuid'],
        preloads: [],
        buffers: { count: 4, sizeKiB: 64 },
      },
      limits: {
        maxDurationS: 5400,
        maxSizeBytes: 3 * 1024 ** 3,
        diskFloorBytes: 1024 ** 2,
        rotateBytes: 2 * 1024 ** 2,
      },
      force: true,
    },
    { target: { kind: 'container', engine: 'docker', image: 'b' }, recording: { events: [{ pattern: '*' }] } },
    {
      title: 'With the kernel',
      target: { kind: 'container', engine: 'podman', image: 'b' },
      recording: {
        preset: 'functions',
        kernel: {
          preset: 'scheduling',
          tracepoints: ['net_*'],
          syscalls: ['openat', 'getdents64'],
          contexts: ['prio'],
          buffers: { count: 4, sizeKiB: 512 },
          containersOnly: true,
        },
        whenFull: 'overwrite',
      },
    },
    {
      title: 'The kernel alone',
      target: { kind: 'container', engine: 'podman', image: 'b' },
      recording: { kernel: { syscalls: ['*'] }, mode: 'flight-recorder' },
    },
  ];

  it.each(requests)('becomes the same request again: $title', (input) => {
    const config = runConfigSchema.parse(input);
    const reading = readDraft(draftOfConfig(config), config.target.kind === 'container' ? config.target.engine : null);
    expect(reading).toEqual({ config, errors: {} });
  });

  it('has empty fields for values that were not stored', () => {
    const config = runConfigSchema.parse({
      ...demoRun('podman'),
      target: {
        kind: 'container',
        engine: 'podman',
        image: 'a',
        env: [{ name: 'TOKEN', value: 'hush', secret: true }],
      },
    });
    const draft = draftOfConfig(config);
    expect(JSON.stringify(draft)).not.toContain('hush');
    expect(readDraft(draft, 'podman').errors).toEqual({
      'env.0.value': expect.stringContaining('again'),
    });
  });

  it('is the demo only if nothing except the engine is changed', () => {
    expect(isDemo(demoDraft('docker'))).toBe(true);
    expect(isDemo({ ...demoDraft(null), repeat: '2' })).toBe(false);
    expect(sameDraft(EMPTY_DRAFT, Object.fromEntries(Object.entries(EMPTY_DRAFT).reverse()) as RecordDraft)).toBe(true);
    expect(readDraft(demoDraft(null), 'podman').config).toEqual(runConfigSchema.parse(demoRun('podman')));
  });
});
