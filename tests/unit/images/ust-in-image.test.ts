import { PassThrough, Readable } from 'node:stream';
import { type ImageFiles, readImageFiles } from '@core/images/image-files';
import { libcOf } from '@core/images/libc-in-image';
import { isWanted, preloadsOf, ustOf } from '@core/images/ust-in-image';
import tar from 'tar-stream';
import { describe, expect, it } from 'vitest';

type Entry = [path: string, content: string] | [path: string, arrow: '->', target: string];

/** The same way in as a real image: a tar stream. */
async function imageOf(entries: readonly Entry[], hardLinks: readonly [string, string][] = []): Promise<ImageFiles> {
  const pack = tar.pack();
  for (const entry of entries) {
    const name = entry[0].slice(1);
    if (entry.length === 3) pack.entry({ name, type: 'symlink', linkname: entry[2] });
    else pack.entry({ name }, entry[1]);
  }
  for (const [name, target] of hardLinks) pack.entry({ name: name.slice(1), type: 'link', linkname: target.slice(1) });
  pack.finalize();
  return readImageFiles(Readable.from(pack), isWanted, AbortSignal.timeout(10_000));
}

const LIB = '/usr/lib/x86_64-linux-gnu';
const BINARY = '\x7fELF\0vtid\0vpid\0xprocname\0pid_ns\0/var/run/lttng/lttng-ust-sock-8\0';
const debian: Entry[] = [
  ['/lib', '->', 'usr/lib'],
  [`${LIB}/ld-linux-x86-64.so.2`, ''],
  [`${LIB}/libc.so.6`, ''],
  [`${LIB}/liblttng-ust.so.1.0.0`, BINARY],
  [`${LIB}/liblttng-ust.so.1`, '->', 'liblttng-ust.so.1.0.0'],
  [`${LIB}/liblttng-ust-fork.so.1.0.0`, 'x'],
  [`${LIB}/liblttng-ust-fork.so.1`, '->', 'liblttng-ust-fork.so.1.0.0'],
  [`${LIB}/liblttng-ust-fork.so`, '->', 'liblttng-ust-fork.so.1'],
  [`${LIB}/liblttng-ust-cyg-profile-fast.so.1`, 'x'],
  ['/var/lib/dpkg/status', 'Package: a\nVersion: 1\n\nPackage: liblttng-ust1\nVersion: 2.13.5-1+b1\n'],
];

describe('LTTng in an image', () => {
  it('reads Debian: version, socket, contexts as whole strings, sonames of the preload libraries', async () => {
    const image = await imageOf(debian);
    expect(libcOf(image)).toBe('glibc');
    expect(ustOf(image)).toEqual({
      library: `${LIB}/liblttng-ust.so.1`,
      version: '2.13.5',
      socket: 'lttng-ust-sock-8',
      abi: 9,
      contexts: ['vpid', 'vtid', 'pid_ns'],
    });
    expect(preloadsOf(image)).toEqual({
      fork: 'liblttng-ust-fork.so.1',
      'cyg-profile-fast': 'liblttng-ust-cyg-profile-fast.so.1',
    });
  });

  it.each([
    ['its version, where the package list says it', { version: '2.14.0-1' }, 10],
    ['a variable that 2.14 reads', { content: `${BINARY}LTTNG_UST_APP_PATH\0` }, 10],
    ['nothing of these', {}, 9],
    ['the number of its soname', { soname: '0' }, 8],
    ['its socket', { content: BINARY.replace('sock-8', 'sock-11') }, 11],
    ['no socket at all', { content: '\x7fELF' }, undefined],
  ])('determines the protocol of LTTng-UST by %s', async (_by, facts, abi) => {
    const { version, content = BINARY, soname = '1' }: { version?: string; content?: string; soname?: string } = facts;
    const image = await imageOf([
      [`${LIB}/liblttng-ust.so.${soname}`, content],
      ...(version ? [['/var/lib/dpkg/status', `Package: liblttng-ust1\nVersion: ${version}\n`] satisfies Entry] : []),
    ]);
    expect(ustOf(image)?.abi).toBe(abi);
  });

  it('gives the path of a library that the loader would not find by itself, and the bare name once ldconfig knows it', async () => {
    const own: Entry[] = [
      ['/opt/lttng/liblttng-ust-dl.so.1', 'x'],
      ['/opt/more/liblttng-ust-fd.so.1', 'x'],
    ];
    const image = await imageOf([
      ...own,
      ['/etc/ld.so.cache', 'glibc-ld.so.cache1.1\0/opt/more/liblttng-ust-fd.so.1\0'],
    ]);
    expect(preloadsOf(image)).toEqual({ dl: '/opt/lttng/liblttng-ust-dl.so.1', fd: 'liblttng-ust-fd.so.1' });
  });

  it('follows links of folders and hard links, and leaves out links that lead nowhere or in a circle', async () => {
    const image = await imageOf(
      [
        ['/opt/real/lib/liblttng-ust.so.0.0.0', BINARY],
        ['/opt/now', '->', '/opt/./real'],
        ['/usr/lib64/liblttng-ust.so.0', '->', '../../opt/now/lib/liblttng-ust.so.0.0.0'],
        ['/usr/lib64/liblttng-ust-dl.so.0', '->', 'gone.so'],
        ['/usr/lib64/liblttng-ust-fd.so.0', '->', 'liblttng-ust-fd.so.0'],
      ],
      [['/usr/lib64/liblttng-ust-fork.so.0', '/opt/real/lib/liblttng-ust.so.0.0.0']],
    );
    expect(ustOf(image)?.library).toBe('/usr/lib64/liblttng-ust.so.0');
    expect(ustOf(image)?.version).toBeNull();
    expect(preloadsOf(image)).toEqual({ fork: 'liblttng-ust-fork.so.0' });
  });

  it("distinguishes musl from glibc, even if the image also contains the other one's loader", async () => {
    const musl: Entry = ['/lib/ld-musl-x86_64.so.1', 'x'];
    expect(libcOf(await imageOf([musl, ['/lib/ld-linux-x86-64.so.2', '->', 'libgcompat.so.0']]))).toBe('musl');
    expect(libcOf(await imageOf([...debian, musl]))).toBe('glibc');
    expect(libcOf(await imageOf([['/app/server', 'x']]))).toBe('none');
    expect(ustOf(await imageOf([musl]))).toBeNull();
  });

  it('reports a broken stream as a failed command', async () => {
    const stream = new PassThrough();
    stream.write(Buffer.alloc(512, 'x'));
    setImmediate(() => stream.destroy(new Error('connection reset')));
    const reading = readImageFiles(stream, isWanted, AbortSignal.timeout(10_000));
    await expect(reading).rejects.toMatchObject({ code: 'command' });
  });
});
