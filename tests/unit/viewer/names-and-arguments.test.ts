import { experimentName } from '@core/viewer/experiment-name';
import { heapBytes, heapOption } from '@core/viewer/heap';
import { PROJECT_FILE, readProjectLinks } from '@core/viewer/project-file';
import { viewerArguments, viewerEnvironment } from '@core/viewer/viewer-command';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

const MIB = 1024 ** 2;
const GIB = 1024 ** 3;

describe('the heap', () => {
  it.each([
    ['an empty trace', 0, 24 * GIB, GIB],
    ['a trace of some gibibytes', 3 * GIB, 24 * GIB, 4 * GIB],
    ['a trace as large as the memory', 24 * GIB, 24 * GIB, 12 * GIB],
    ['a small machine', 0, GIB, 512 * MIB],
    ['a very small machine', GIB, 512 * MIB, 512 * MIB],
    ['a very large trace on a very large machine', 500 * GIB, 1024 * GIB, 31 * GIB],
  ])('of %s', (_what, trace, memory, heap) => {
    expect(heapBytes(trace, memory)).toBe(heap);
  });

  it('never takes more than half of a machine that has a gibibyte or more', () => {
    const bytes = (most: number) => fc.integer({ min: 0, max: most });
    fc.assert(
      fc.property(bytes(2 ** 45), bytes(2 ** 41), (trace, memory) => {
        const heap = heapBytes(trace, memory);
        expect(heap % (256 * MIB)).toBe(0);
        expect(heap).toBeLessThanOrEqual(Math.max(memory / 2, 512 * MIB));
      }),
    );
  });

  it('is said as Java reads it', () => expect(heapOption(GIB + 256 * MIB)).toBe('-Xmx1280m'));
});

describe('the arguments', () => {
  it('are Eclipse’s, then one --open for each leaf, then Java’s', () => {
    const leaves = ['/l/a kernel', '/l/a-ust-uid-0'];
    expect(viewerArguments({ workspaceDir: '/w/x', leaves, heapBytes: GIB })).toEqual(
      ['--launcher.appendVmargs', '-refresh', '-data', '/w/x', '--cli', '--open', '/l/a kernel'].concat([
        '--open',
        '/l/a-ust-uid-0',
        '-vmargs',
        '-Xmx1024m',
      ]),
    );
  });

  it('come with nothing of ours in the environment, and with UTF-8', () => {
    const ours = { CONTAINERS_TRACE_OWNER: 'x', ELECTRON_RUN_AS_NODE: '1', CHROME_DESKTOP: 'x', NODE_OPTIONS: 'x' };
    expect(viewerEnvironment({ ...ours, HOME: '/h', LANG: 'de_DE.UTF-8' })).toEqual({
      HOME: '/h',
      LANG: 'de_DE.UTF-8',
    });
    expect(viewerEnvironment({ HOME: '/h' })).toEqual({ HOME: '/h', LC_CTYPE: 'C.UTF-8' });
    expect(viewerEnvironment({ LC_ALL: 'C', LANG: 'de_DE.utf8' })).toEqual({ LANG: 'C', LC_CTYPE: 'C.UTF-8' });
    expect(viewerEnvironment({ LC_ALL: 'en_GB.utf8' })).toEqual({ LC_ALL: 'en_GB.utf8' });
  });
});

describe('the name of the experiment', () => {
  it.each([
    ['Grüße aus dem Büro', 'Grüße aus dem Büro'],
    ['日本語 と spaces', '日本語 と spaces'],
    ['a/b\\c:d*e?"f<g>h|i', 'a-b-c-d-e-f-g-h-i'],
    ['  .hidden. ', 'hidden'],
    ['..', 'Trace'],
    ['', 'Trace'],
    ['\u001b[31mred\u001b[0m\nline', 'red line'],
    ['\ud800', 'Trace'],
  ])('%j becomes %j', (title, name) => expect(experimentName(title)).toBe(name));

  it('is always one that a folder can have', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (title) => {
        const name = experimentName(title);
        expect(Buffer.byteLength(name)).toBeLessThanOrEqual(200);
        expect(name).not.toMatch(/[/\u0000-\u001f]|^\.|[. ]$/);
        expect(name.length).toBeGreaterThan(0);
      }),
    );
  });
});

describe('the project', () => {
  it('is read back as one of traces without links', async () => {
    expect(await readProjectLinks(PROJECT_FILE)).toEqual([]);
  });

  it('shows the links that Trace Compass writes', async () => {
    const links =
      '<linkedResources><link><name>Traces/a &amp; b</name><type>2</type><location>/l/a &amp; b</location></link></linkedResources>';
    const text = PROJECT_FILE.replace('</projectDescription>', `${links}</projectDescription>`);
    expect(await readProjectLinks(text)).toEqual([{ name: 'Traces/a & b', location: '/l/a & b' }]);
  });

  it.each(['', 'no XML <', '<projectDescription><name>x</name></projectDescription>'])('is not %j', async (text) =>
    expect(await readProjectLinks(text)).toBeUndefined(),
  );
});
