import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { changeableByOthers, helperFilesBeside } from '@core/privilege/helper-files';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

let root = '';
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'ct-files-'));
  mkdirSync(join(root, 'out/main'), { recursive: true });
});
afterEach(() => rmSync(root, { recursive: true }));

describe('the detection of a checkout', () => {
  const manifest = (fields: object): void => writeFileSync(join(root, 'package.json'), JSON.stringify(fields));
  const fromCheckout = (): boolean => helperFilesBeside(join(root, 'out/main'), '/usr/bin/node').fromCheckout;

  it('finds a manifest with devDependencies, which a package lacks', () => {
    manifest({ name: 'x', devDependencies: { vitest: '1.0.0' } });
    expect(fromCheckout()).toBe(true);
    manifest({ name: 'x', dependencies: {} });
    expect(fromCheckout()).toBe(false);
  });

  it('finds a repository, and applies the rules of a package to an empty folder', () => {
    expect(fromCheckout()).toBe(false);
    mkdirSync(join(root, '.git'));
    expect(fromCheckout()).toBe(true);
  });
});

describe('the check for files that users other than root can change', () => {
  it('finds the file or folder', () => {
    const helper = join(root, 'helper.mjs');
    writeFileSync(helper, '');
    chmodSync(root, 0o755);
    chmodSync(helper, 0o666);
    const files = { runtime: '/bin/true', helper, ask: '', starter: null, fromCheckout: false };
    expect(changeableByOthers(files)).toBe(helper);
    chmodSync(helper, 0o644);
    expect(changeableByOthers(files)).not.toBe(helper); // all users can write to the folder for temporary files
    expect(changeableByOthers(files)).toBeDefined();
  });

  it('accepts files of root, but no missing file', () => {
    const files = { runtime: '/bin/true', helper: '/usr/bin/env', ask: '', starter: null, fromCheckout: false };
    expect(changeableByOthers(files)).toBeUndefined();
    expect(changeableByOthers({ ...files, helper: '/usr/bin/no-such-helper' })).toBe('/usr/bin/no-such-helper');
  });
});
