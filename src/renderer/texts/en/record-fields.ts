import type { DraftPath } from '@shared/request/fields/sections';

/**
 * The label of each field of the record form, at the field and before its error. `recording` stands for errors of the whole
 * section.
 */
export const fields = {
  engine: 'Container engine',
  image: 'Image',
  command: 'Command',
  repeat: 'Repeat',
  env: 'Environment',
  volumes: 'Volumes',
  entrypoint: 'Entrypoint',
  workdir: 'Directory',
  user: 'User',
  network: 'Network',
  cpus: 'Processors',
  memoryMiB: 'Memory',
  options: 'Options',
  recording: 'What to record',
  'recording.preset': 'What to record of userspace',
  'recording.events': 'Events',
  'recording.contexts': 'Contexts',
  'recording.preloads': 'Preload libraries',
  'recording.buffers': 'Buffers',
  'recording.kernel.preset': 'What to record of the kernel',
  'recording.kernel.tracepoints': 'Tracepoints',
  'recording.kernel.syscalls': 'System calls',
  'recording.kernel.contexts': 'Contexts',
  'recording.kernel.buffers': 'Buffers',
  'recording.kernel.containersOnly': 'System calls and disk events from containers only',
  'recording.mode': 'Storage',
  'recording.whenFull': 'When a buffer is full',
  rotateMiB: 'Size of a part',
  maxDurationS: 'Time limit',
  maxSizeMiB: 'Size limit',
  diskFloorMiB: 'Disk floor',
  title: 'Name',
  force: 'Record anyway',
} as const satisfies Record<DraftPath | 'recording', string>;
