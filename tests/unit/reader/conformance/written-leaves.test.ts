import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { readMetadata } from '@reader/schema/read-metadata';
import { expect, it } from 'vitest';
import { writeLeafFolder } from '../../../setup/leaf-folder';
import { leafMetadata } from '../../../setup/leaf-metadata';
import { scratchFolder } from '../../setup/scratch';
import { kernel, syscall } from '../../trace-view/insights/written-kernel';
import { call, userspace } from '../../trace-view/insights/written-userspace';

const scratch = scratchFolder();
const program = { vpid: 7, vtid: 8, name: 'api' };
const task = { tid: 8, vpid: 7, name: 'api' };
const LEAVES = [
  userspace([...call(program, 0x401000, 10, 20), ...call(program, 0x402000, 30, 70_000)]),
  kernel({
    runs: [[{ task, from: 10, to: 90, end: 'sleeps' }]],
    further: syscall(0, 'read', 20, 30, 4),
    endNs: 100,
  }),
];

it.each(LEAVES)('a leaf written as a folder is the same for babeltrace2: $path', ({ path, schema, streams }) => {
  const folder = writeLeafFolder(join(scratch.path, path), schema, streams);
  const text = execFileSync('babeltrace2', ['--clock-seconds', '--no-delta', folder], { encoding: 'utf8' });
  expect(text.trim().split('\n')).toHaveLength(4);
  expect(text).toMatch(/(?:procname|prev_comm) = "api"/);
});

it.each(LEAVES)('the metadata of a written leaf is its schema: $path', ({ schema }) => {
  const read = readMetadata(new TextEncoder().encode(leafMetadata(schema)));
  expect([...(read.streams.get(0)?.events.values() ?? [])].map(({ name, payload }) => [name, payload])).toEqual(
    [...(schema.streams.get(0)?.events.values() ?? [])].map(({ name, payload }) => [name, payload]),
  );
});
