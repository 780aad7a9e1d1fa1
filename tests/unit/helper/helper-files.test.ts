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

describe('whether it is a checkout', () => {
  const manifest = (fields: object): void => writeFileSync(join(root, 'package.json'), JSON.stringify(fields));
  const fromCheckout = (): boolean => helperFilesBeside(join(root, 'out/main'), '/usr/bin/node').fromCheckout;

  it('a checkout names what its developers need, a package does not', () => {
    manifest({ name: 'x', devDependencies: { vitest: '1.0.0' } });
    expect(fromCheckout()).toBe(true);
    manifest({ name: 'x', dependencies: {} });
    expect(fromCheckout()).toBe(false);
  });

  it('a repository is a checkout, nothing at all is held to the rules of a package', () => {
    expect(fromCheckout()).toBe(false);
    mkdirSync(join(root, '.git'));
    expect(fromCheckout()).toBe(true);
  });
});

describe('whether others than root can change what root runs', () => {
  it('finds the file or folder that they can', () => {
    const helper = join(root, 'helper.mjs');
    writeFileSync(helper, '');
    chmodSync(root, 0o755);
    chmodSync(helper, 0o666);
    const files = { runtime: '/bin/true', helper, ask: '', fromCheckout: false };
    expect(changeableByOthers(files)).toBe(helper);
    chmodSync(helper, 0o644);
    expect(changeableByOthers(files)).not.toBe(helper); // the folder for temporary files is everybody's, a user's home is hers
    expect(changeableByOthers(files)).toBeDefined();
  });

  it("root's own are fine, one that is missing is not", () => {
    const files = { runtime: '/bin/true', helper: '/usr/bin/env', ask: '', fromCheckout: false };
    expect(changeableByOthers(files)).toBeUndefined();
    expect(changeableByOthers({ ...files, helper: '/usr/bin/no-such-helper' })).toBe('/usr/bin/no-such-helper');
  });
});
