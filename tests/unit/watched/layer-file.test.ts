import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { findInLayers } from '@core/watched/layer-file';
import { hostPathOf, programPath } from '@core/watched/program-places';
import { afterEach, beforeEach, expect, it } from 'vitest';

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'ct-layers-'));
});
afterEach(() => rmSync(root, { recursive: true }));

const layers = (): string[] => ['upper', 'middle', 'lower'].map((name) => join(root, name));
function put(layer: string, path: string, link?: string): string {
  const at = join(root, layer, path);
  mkdirSync(dirname(at), { recursive: true });
  if (link === undefined) writeFileSync(at, '');
  else symlinkSync(link, at);
  return at;
}
const find = (path: string) => findInLayers(layers(), path);

it('finds the file of the uppermost layer that has it', () => {
  const lower = put('lower', 'usr/bin/a');
  put('middle', 'usr/bin/b');
  expect(find('/usr/bin/a')).toEqual({ hostPath: lower, imagePath: '/usr/bin/a' });
  const upper = put('upper', 'usr/bin/a');
  expect(find('/usr/bin/a')).toEqual({ hostPath: upper, imagePath: '/usr/bin/a' });
});

it('follows links inside the image, whichever layer has their targets', () => {
  const file = put('lower', 'usr/bin/python3.11');
  put('upper', 'usr/bin/python', 'python3');
  put('middle', 'usr/bin/python3', '/usr/bin/../bin/python3.11');
  put('lower', 'bin', 'usr/bin');
  expect(find('/bin/python')).toEqual({ hostPath: file, imagePath: '/usr/bin/python3.11' });
  put('upper', 'out', `../../../../../../..${root}/lower/usr/bin/python3.11`);
  expect(find('/out'), 'a link does not lead out of the image').toBe('missing');
  put('upper', 'loop', 'loop');
  expect(find('/loop')).toBe('missing');
});

it('does not find what a layer replaced or deleted', () => {
  put('lower', 'opt/a');
  put('middle', 'opt', '/srv');
  expect(find('/opt/a')).toBe('missing');
  put('lower', 'var/b');
  put('upper', 'var/.wh.b');
  expect(find('/var/b')).toBe('missing');
  expect(find('/var'), 'a folder').toBe('missing');
  expect(find('/')).toBe('missing');
});

it('finds a program by the PATH of the image, and files of a volume in its source', () => {
  const program = put('lower', 'opt/bin/tool');
  const files = { layers: layers(), volumes: [] };
  expect(programPath(files, 'tool', [])).toBeUndefined();
  expect(programPath(files, 'tool', ['PATH=/usr/bin:/opt/bin/'])).toBe('/opt/bin/tool');
  expect(hostPathOf(files, '/opt/bin/tool')).toMatchObject({ hostPath: program });
  const mounted = put('volume', 'tool');
  const volumes = [{ source: join(root, 'volume'), target: '/opt/bin/', readOnly: true }];
  expect(hostPathOf({ ...files, volumes }, '/opt/bin/tool')).toEqual({ hostPath: mounted });
  expect(hostPathOf({ ...files, volumes }, '/opt/bin/other')).toBe('missing');
});
