import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { TraceLibrary } from '@core/library/trace-library';
import { compareTraces } from '@core/trace-view/compare/compare-traces';
import { ViewSymbols } from '@core/trace-view/opened/view-symbols';
import type { FunctionComparison } from '@shared/analysis/function-comparison';
import { describe, expect, it } from 'vitest';
import { writeSmallCtf } from '../../setup/small-ctf';
import { recordOf } from '../setup/configs';
import { scratchFolder } from '../setup/scratch';
import { TOOLS, withLeaves } from './opened-view';

const scratch = scratchFolder();
const OTHER = '20260102-030405-0a1b2d';
const MS = 1_000_000;
const [EARLY, LATE] = [0x1000, 0x2000];

/** A leaf in which EARLY is called each millisecond, and LATE instead from a time on. @param ms length of each call */
function writeCalls(session: string, { calls, lateFrom, ms }: { calls: number; lateFrom: number; ms: number }): string {
  const leaf = writeSmallCtf(session);
  const fields = 'fields := struct { uint64_t addr; uint64_t call_site; };';
  const metadata = readFileSync(join(leaf, 'metadata'), 'utf8')
    .replace('struct { stamp_t timestamp; }', 'struct { uint32_t id; stamp_t timestamp; }')
    .replace(/event \{[\s\S]*$/, '');
  const events = ['func_entry', 'func_exit'].map(
    (name, id) => `event { name = "lttng_ust_cyg_profile:${name}"; id = ${id}; ${fields} };`,
  );
  writeFileSync(join(leaf, 'metadata'), `${metadata}${events.join('\n')}\n`);
  const [head, event] = [20, 28];
  const stream = Buffer.alloc(head + 2 * calls * event);
  stream.writeUInt32LE(0xc1fc1fc1, 0);
  for (const at of [4, 12]) stream.writeBigUInt64LE(BigInt(stream.length) * 8n, at);
  for (let n = 0; n < 2 * calls; n += 1) {
    const call = Math.floor(n / 2);
    const at = head + n * event;
    stream.writeUInt32LE(n % 2, at);
    stream.writeBigUInt64LE(BigInt(call * MS + (n % 2) * ms * MS), at + 4);
    stream.writeBigUInt64LE(BigInt(call < lateFrom ? EARLY : LATE), at + 12);
  }
  writeFileSync(join(leaf, 'channel_0'), stream);
  return leaf;
}

/** A library with the other trace, whose calls take twice as long. */
function libraryWithOther(): TraceLibrary {
  const dir = join(scratch.path, 'library');
  const folder = join(dir, OTHER);
  mkdirSync(folder, { recursive: true });
  const leaf = writeCalls(folder, { calls: 10, lateFrom: 5, ms: 0.5 });
  const [known] = recordOf().recordings;
  if (!known) throw new Error('the record of the tests has no recording');
  const path = leaf.slice(folder.length + 1);
  const recordings = [{ ...known, leaves: [{ path, uid: null, part: null }] }];
  writeFileSync(join(folder, 'trace.json'), JSON.stringify(recordOf({ id: OTHER, recordings })));
  writeFileSync(join(folder, 'containers.json'), JSON.stringify({ schema: 1, containers: [] }));
  return new TraceLibrary(dir);
}

const callsOf = ({ functions }: FunctionComparison) =>
  functions.map(({ function: name, figures: [a, b] }) => [Number(name), a?.count ?? 0, b?.count ?? 0]);

describe('the comparison of two traces', () => {
  it('counts the calls of the whole traces, or of a range of each', async () => {
    const library = libraryWithOther();
    const leaf = writeCalls(join(scratch.path, 'session'), { calls: 20, lateFrom: 10, ms: 0.25 });
    await withLeaves(scratch.path, [{ from: leaf, domain: 'userspace' }], async (view) => {
      const symbols = new ViewSymbols(
        {
          libraryDir: join(scratch.path, 'library'),
          cacheDir: join(scratch.path, 'cache'),
          workspacesDir: scratch.path,
          runtimeBase: scratch.path,
          appRoot: scratch.path,
          appVersion: '0',
          watchdogScript: '',
          imageDirs: [],
        },
        library,
      );
      const compare = (range: { fromNs: number; toNs: number } | null, otherRange: typeof range) =>
        compareTraces(view, { library, symbols }, { otherId: OTHER, range, otherRange }, TOOLS);
      const whole = await compare(null, null);
      expect(whole.functions).toHaveLength(2);
      expect(callsOf(whole)).toEqual(
        expect.arrayContaining([
          [EARLY, 10, 5],
          [LATE, 10, 5],
        ]),
      );
      const early = await compare({ fromNs: 0, toNs: 4 * MS }, { fromNs: 0, toNs: 3 * MS });
      expect(callsOf(early)).toEqual([[EARLY, 4, 3]]);
      const shifted = await compare({ fromNs: 0, toNs: 4 * MS }, { fromNs: 6 * MS, toNs: 8 * MS });
      expect(new Map(callsOf(shifted).map(([name, ...counts]) => [name, counts]))).toEqual(
        new Map([
          [EARLY, [4, 0]],
          [LATE, [0, 2]],
        ]),
      );
      await symbols.close();
    });
  });
});
