import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ARCHIVE_FILE_FORMAT_IDS, extensionOf } from '@shared/archive/formats';
import { parseJson } from '@shared/model/json';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { debianDepends, rpmRequires } from '../../../scripts/package/dependencies.mjs';
import { APP_ID, releaseOf, rivalOf } from '../../../scripts/package/release.mjs';
import { billOfMaterials } from '../../../scripts/package/texts/bill-of-materials.mjs';
import { referenceOf } from '../../../scripts/package/texts/command-reference.mjs';
import { bashCompletion, fishCompletion, zshCompletion } from '../../../scripts/package/texts/completions.mjs';
import { licencesText } from '../../../scripts/package/texts/licences.mjs';
import { manualPage } from '../../../scripts/package/texts/manual-page.mjs';
import { debianControl, rpmSpec } from '../../../scripts/package/write-packages.mjs';
import { COMMANDS, nameOf } from '../../../src/cli/command-list';
import { fullProgram } from '../../../src/cli/full-program';
import { PROJECT } from '../../setup/staged-app';

const EPOCH = 1_796_000_000;
const MANIFEST = { name: 'containers-trace', version: '0.1.0', devDependencies: { electron: '45.4.1' } };
/** Loads the code of every command, outside of the limit of a test. */
const reference = referenceOf(await fullProgram());
const release = releaseOf('45.4.1', EPOCH, MANIFEST);
const forTests = releaseOf('33.2.1', EPOCH, MANIFEST);
const packaging = (...parts: string[]): string => readFileSync(join(PROJECT, 'packaging', ...parts), 'utf8');
const desktop = packaging('desktop', `${APP_ID}.desktop`);
const metainfo = packaging('desktop', `${APP_ID}.metainfo.xml`);
const mime = packaging('desktop', `${APP_ID}.xml`);
const all = (text: string, pattern: RegExp): string[] => [...text.matchAll(pattern)].map(([, found = '']) => found);
const field = (name: string): string => all(desktop, new RegExp(`^${name}=(.*)$`, 'gm'))[0] ?? '';

describe('the name of a package', () => {
  it('is that of a release only with the Electron of package.json', () => {
    expect(release).toMatchObject({ name: 'containers-trace', version: '0.1.0', testOnly: false });
    expect(forTests).toMatchObject({ name: 'containers-trace-test-only', testOnly: true });
    expect(forTests.version).toBe('0.1.0~test.only.electron33.2.1');
  });

  it('keeps a release and a package for tests from being installed together', () => {
    expect([rivalOf(release), rivalOf(forTests)]).toEqual([forTests.name, release.name]);
    expect(debianControl(forTests, [], 0)).toContain('Conflicts: containers-trace\n');
    expect(debianControl(forTests, [], 0)).toContain('(test only)');
    expect(debianControl(release, [], 0)).not.toMatch(/test only|TESTS ONLY|Provides/);
  });
});

describe('the dependencies of a package', () => {
  it('name both names of a library, the newer first', () => {
    const depends = debianDepends(['libgtk-3.so.0', 'libX11-xcb.so.1', 'libc.so.6', 'libdl.so.2']);
    expect(depends).toEqual([
      'babeltrace2',
      'libc6 (>= 2.28)',
      'libgtk-3-0t64 | libgtk-3-0',
      'liblttng-ust1t64 | liblttng-ust1',
      'libx11-xcb1',
      'lttng-tools',
    ]);
  });

  it('are refused if the package of a library is not known', () => {
    expect(() => debianDepends(['libunheard.so.9'])).toThrow('libunheard.so.9');
  });

  it('are sonames and files for rpm, since distributions name the packages differently', () => {
    const spec = rpmSpec(
      release,
      ['libX11-xcb.so.1', 'ld-linux-x86-64.so.2'],
      ['usr/share/a b', 'usr/lib/containers-trace/x'],
    );
    expect(rpmRequires(['libm.so.6'])).toContain('libm.so.6()(64bit)');
    expect(spec).toContain('Requires: libX11-xcb.so.1()(64bit)\n');
    expect(spec).toContain('Requires: /usr/bin/lttng-sessiond\n');
    expect(spec).not.toContain('ld-linux');
    expect(spec).toContain('\n"/usr/share/a b"\n');
    expect(spec).not.toMatch(/^%(pre|post|preun|postun)\b/m);
  });
});

describe('the desktop files', () => {
  it('have one id', () => {
    expect([field('Icon'), field('StartupWMClass')]).toEqual([APP_ID, APP_ID]);
    expect(all(metainfo, /<id>(.*)<\/id>/g)).toEqual([APP_ID]);
    expect(all(metainfo, /desktop-id">(.*)<\/launchable>/g)).toEqual([`${APP_ID}.desktop`]);
    expect(all(packaging('polkit', 'org.containerstrace.policy'), /<icon_name>(.*)<\/icon_name>/g)).toEqual([APP_ID]);
  });

  it('claim our archives and our links, and no folder and no plain archive', () => {
    const types = all(mime, /mime-type type="(.*)"/g);
    expect(field('MimeType')).toBe([...types, 'x-scheme-handler/containers-trace', ''].join(';'));
    expect(all(metainfo, /<mediatype>(.*)<\/mediatype>/g)).toEqual(types);
    expect(types.every((type) => type.startsWith('application/vnd.containers-trace+'))).toBe(true);
  });

  it('know the name of every archive that the app exports', () => {
    expect(all(mime, /glob pattern="\*\.(.*?)"/g)).toEqual(ARCHIVE_FILE_FORMAT_IDS.map(extensionOf));
  });

  it('have an icon of each size, which its name tells', () => {
    const sizes = readdirSync(join(PROJECT, 'packaging/icons')).filter((name) => name.endsWith('.png'));
    expect(sizes.length).toBeGreaterThan(6);
    for (const name of sizes) {
      const png = readFileSync(join(PROJECT, 'packaging/icons', name));
      // The first chunk of a PNG has the width and the height.
      expect([png.readUInt32BE(16), png.readUInt32BE(20)].map((side) => `${side}.png`)).toEqual([name, name]);
    }
  });
});

describe('the manual page and the completions', () => {
  it('know every command, and the options of each', () => {
    expect(reference.commands.map(({ name }) => name)).toEqual(COMMANDS.map(nameOf));
    for (const { name, options } of reference.commands)
      expect(
        options.map(({ long }) => long),
        name,
      ).toEqual(expect.arrayContaining(['--library', '--help']));
  });

  it('have each command and each option', () => {
    const texts = [
      manualPage(reference, release).replaceAll('\\-', '-'),
      bashCompletion(reference),
      zshCompletion(reference),
      fishCompletion(reference).replaceAll('-l ', '--'),
    ];
    for (const text of texts)
      for (const { name, options } of reference.commands)
        for (const word of [name, ...options.map(({ long }) => long)]) expect(text).toContain(word);
  });

  it('have no line that roff would read as a request or as an escape', () => {
    const lines = manualPage(reference, release).split('\n');
    for (const line of lines) expect(line).toMatch(/^(\.(TH|SH|SS|TP|PP|B|BR|RI|I|br)\b.*|[^.'].*|)$/);
    expect(lines.join('\n').replaceAll(/\\(-|e|&|\((aq|ga|ha|ti|dq))/g, '')).not.toContain('\\');
  });

  it('are started by the launcher, which takes a name with a dot, slash or colon for a file', () => {
    for (const name of ['window', ...COMMANDS.map(nameOf)]) expect(name).toMatch(/^[a-z-]+$/);
  });
});

const bomSchema = z.object({
  serialNumber: z.string().regex(/^urn:uuid:[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/),
  components: z.array(z.looseObject({ name: z.string(), version: z.string(), scope: z.string().optional() })),
});

describe('the bill of materials', () => {
  const lock = parseJson(readFileSync(join(PROJECT, 'package-lock.json'), 'utf8'));
  const { packages } = z
    .object({ packages: z.record(z.string(), z.object({ version: z.string().optional() })) })
    .parse(lock);
  const make = (): string => billOfMaterials(release, packages, { v8: '13', node: '24.0.0' }, ['react@19.3.1']);

  it('has each package of the lock file, and Electron with its parts', () => {
    const { components } = bomSchema.parse(parseJson(make()));
    const names = new Set(components.map(({ name }) => name));
    for (const folder of Object.keys(packages).filter(Boolean))
      expect(names).toContain(folder.replace(/^.*node_modules\//, ''));
    expect(components[0]).toMatchObject({ name: 'electron', version: '45.4.1' });
    expect(JSON.stringify(components[0])).toContain('"name":"v8"');
    expect(components.find(({ name }) => name === 'react')?.scope).toBe('required');
    expect(components.find(({ name }) => name === 'vitest')?.scope).toBe('excluded');
  });

  it('is the same for the same build', () => {
    expect(make()).toBe(make());
  });
});

it('the licences name a package without a text, too', () => {
  const text = licencesText([
    { name: 'a', version: '1.0.0', identifier: 'MIT', text: 'Copyright A\n' },
    { name: 'b', version: '2.0.0', identifier: 'ISC', text: '' },
  ]);
  expect(text).toContain('## a 1.0.0\n\nLicence: MIT\n\n    Copyright A\n');
  expect(text).toContain('## b 2.0.0\n\nLicence: ISC\n\nThe package has no file');
});
