import { Readable } from 'node:stream';
import { readImageFiles } from '@core/images/image-files';
import { glibcOf, isLibcFile, preloadFileOf } from '@core/images/libc-in-image';
import { ProgramList } from '@core/images/program-list';
import { programOf } from '@shared/images/image-programs';
import tar from 'tar-stream';
import { describe, expect, it } from 'vitest';
import { elfOf, linkedElf, symbolParts } from '../../setup/small-elf';

type Entry = Partial<Pick<tar.Header, 'type' | 'linkname' | 'mode'>> & {
  content?: Buffer | string;
  pax?: Record<string, string>;
};

const GLIBC = linkedElf({ interpreter: '/lib64/ld-linux-x86-64.so.2', needed: ['libc.so.6'] });
const MUSL = linkedElf({ interpreter: '/lib/ld-musl-x86_64.so.1', needed: ['libc.so'] });
const STATIC = linkedElf({ type: 2 });
const OWN_MALLOC = linkedElf(
  { interpreter: '/lib64/ld-linux-x86-64.so.2', needed: ['libc.so.6'] },
  symbolParts([{ name: 'malloc', address: 1 }], {}, 'dynsym'),
);
const linkedTo = (library: string): Buffer =>
  linkedElf({ interpreter: '/lib64/ld-linux-x86-64.so.2', needed: [library] });
const BANNER = 'GNU C Library (Debian GLIBC 2.36-9+deb12u10) stable release version 2.36.\n';
const LIB = '/usr/lib/x86_64-linux-gnu';
const DEBIAN: Record<string, Entry> = {
  [`${LIB}/ld-linux-x86-64.so.2`]: {},
  [`${LIB}/libc.so.6`]: { content: Buffer.concat([elfOf([]), Buffer.from(BANNER)]) },
};

async function inspect(entries: Record<string, Entry>) {
  const pack = tar.pack();
  for (const [path, { content = '', mode = 0o755, ...header }] of Object.entries(entries))
    if (header.type === 'symlink') pack.entry({ ...header, name: path.slice(1) });
    else pack.entry({ ...header, mode, name: path.slice(1) }, content);
  pack.finalize();
  const list = new ProgramList();
  const signal = AbortSignal.timeout(10_000);
  const image = await readImageFiles(Readable.from(pack), isLibcFile, signal, (file) => list.add(file));
  return { image, programs: list.report(image) };
}

describe("an image's programs", () => {
  it('are counted, and those that a tracer treats differently are named', async () => {
    const { programs } = await inspect({
      ...DEBIAN,
      '/usr/bin/ls': { content: GLIBC },
      '/usr/bin/notes': { content: 'no program' },
      '/usr/bin/data': { content: GLIBC, mode: 0o644 },
      '/usr/bin/su': { content: GLIBC, mode: 0o4755 },
      '/usr/bin/ping': { content: GLIBC, pax: { 'SCHILY.xattr.security.capability': 'x' } },
      '/usr/bin/busybox': { content: STATIC },
      '/usr/bin/alpine': { content: MUSL },
      '/usr/bin/fast': { content: OWN_MALLOC },
      '/usr/bin/python3.11': { content: GLIBC },
      '/opt/app/server': { content: linkedTo('liblttng-ust.so.0') },
      '/opt/jvm/bin/java': { content: linkedTo('libjli.so') },
      [`${LIB}/libx.so.1`]: { content: GLIBC },
    });
    const plain = {
      names: [],
      linking: 'glibc',
      foreign: false,
      privileged: false,
      ust: null,
      ownMalloc: false,
      runtime: null,
    };
    expect(programs).toEqual({
      total: 9,
      more: 0,
      testProgram: null,
      special: [
        { ...plain, path: '/usr/bin/su', privileged: true },
        { ...plain, path: '/usr/bin/ping', privileged: true },
        { ...plain, path: '/usr/bin/busybox', linking: 'static' },
        { ...plain, path: '/usr/bin/alpine', linking: 'musl' },
        { ...plain, path: '/usr/bin/fast', ownMalloc: true },
        { ...plain, path: '/usr/bin/python3.11', runtime: 'python' },
        { ...plain, path: '/opt/app/server', ust: 0 },
        { ...plain, path: '/opt/jvm/bin/java', runtime: 'java' },
      ],
    });
  });

  it('are found by the first word of a command, also behind links', async () => {
    const { programs } = await inspect({
      ...DEBIAN,
      '/bin': { type: 'symlink', linkname: 'usr/bin' },
      '/usr/bin/busybox': { content: STATIC },
      '/usr/bin/sh': { type: 'symlink', linkname: '/bin/busybox' },
      '/usr/bin/ls': { content: GLIBC },
    });
    for (const command of ['sh', '/bin/sh', '/usr/bin/sh', 'busybox'])
      expect(programOf(programs, command)?.path).toBe('/usr/bin/busybox');
    expect(programOf(programs, 'ls')).toBeUndefined();
    expect(programOf(programs, 'sh', ['PATH=/opt/bin'])).toBeUndefined();
  });

  it('are foreign if they are for another class than the image', async () => {
    const content = linkedElf({ bits: 32, machine: 3, interpreter: '/lib/ld-linux.so.2', needed: ['libc.so.6'] });
    const { programs } = await inspect({ ...DEBIAN, '/usr/bin/old': { content }, '/usr/bin/ls': { content: GLIBC } });
    expect(programs.special).toMatchObject([{ path: '/usr/bin/old', linking: 'glibc', foreign: true }]);
  });

  it.each([
    ['a plain program', { content: GLIBC }, '/usr/bin/true'],
    ['none, where the program is static', { content: STATIC }, null],
  ])('give one for a test run: %s', async (_what, program, expected) => {
    const { programs } = await inspect({ ...DEBIAN, '/usr/bin/ls': { content: GLIBC }, '/usr/bin/true': program });
    expect(programs.testProgram).toBe(expected);
  });

  it('are listed up to a bound', async () => {
    const many = Array.from({ length: 301 }, (_, index) => [`/usr/bin/p${index}`, { content: STATIC }] as const);
    const { programs } = await inspect({ ...DEBIAN, ...Object.fromEntries(many) });
    expect([programs.special.length, programs.more]).toEqual([300, 1]);
  });

  it('may be larger than what is kept of a file', async () => {
    const content = Buffer.concat([STATIC, Buffer.alloc(33 * 1024 * 1024)]);
    const { programs } = await inspect({ ...DEBIAN, '/usr/bin/large': { content } });
    expect(programs.special).toMatchObject([{ path: '/usr/bin/large', linking: 'static' }]);
  });

  it('that are damaged are no programs', async () => {
    const { programs } = await inspect({ ...DEBIAN, '/usr/bin/cut': { content: GLIBC.subarray(0, 200) } });
    expect(programs.total).toBe(0);
  });
});

describe("an image's C library", () => {
  it('has a release and an architecture', async () => {
    const { image } = await inspect(DEBIAN);
    expect(glibcOf(image)).toEqual({ version: '2.36', machine: 62, bits: 64 });
  });

  it('is unknown where the file does not say it', async () => {
    const { image } = await inspect({ ...DEBIAN, [`${LIB}/libc.so.6`]: { content: elfOf([]) } });
    expect(glibcOf(image)).toBeNull();
  });

  it.each([
    ['no file', {}, []],
    [
      'lines and comments',
      { '/etc/ld.so.preload': { content: '/lib/a.so # mine\n\n #x\n/lib/b.so' } },
      ['/lib/a.so', '/lib/b.so'],
    ],
    ['a link', { '/etc/ld.so.preload': { type: 'symlink', linkname: '/etc/other' } }, null],
    ['a large file', { '/etc/ld.so.preload': { content: 'x'.repeat(5_000) } }, null],
  ] as [string, Record<string, Entry>, string[] | null][])('preloads libraries: %s', async (_what, entries, lines) => {
    const { image } = await inspect({ ...DEBIAN, ...entries });
    expect(preloadFileOf(image)).toEqual(lines);
  });
});
