import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Access, isAllowed } from '@core/selinux/access';
import { systemEngineLabel } from '@core/selinux/process-label';
import { describe, expect, it } from 'vitest';
import { scratchFolder } from '../setup/scratch';

const scratch = scratchFolder();

const ACCESS: Access = {
  subject: 'system_u:system_r:dockerd_t:s0',
  object: 'system_u:object_r:user_runtime_root_t:s0',
  objectClass: 'dir',
  permission: 'search',
};
const QUESTION = `${ACCESS.subject} ${ACCESS.object} 3`;

/** A selinuxfs in which `search` is bit `bit` of the class 3. As in the kernel's file, the reply follows the question. */
function answering(reply: string, bit = '23'): string {
  const root = scratch.path;
  mkdirSync(join(root, 'class/dir/perms'), { recursive: true });
  writeFileSync(join(root, 'class/dir/index'), '3');
  writeFileSync(join(root, 'class/dir/perms/search'), bit);
  writeFileSync(join(root, 'access'), `${' '.repeat(QUESTION.length)}${reply}`);
  return root;
}

describe('the kernel about an access', () => {
  it('is asked for the two labels and the class', () => {
    const root = answering('0 ffffffff 0 ffffffff 1 0');
    isAllowed(ACCESS, root);
    expect(readFileSync(join(root, 'access'), 'utf8').slice(0, QUESTION.length)).toBe(QUESTION);
  });

  it.each([
    ['400000 ffffffff 0 ffffffff 1 0', '23', true],
    ['ffbfffff ffffffff 0 ffffffff 1 0', '23', false],
    ['80000000 ffffffff 0 ffffffff 1 0', '32', true],
    ['7fffffff ffffffff 0 ffffffff 1 0', '32', false],
    ['0 ffffffff 0 ffffffff 1 1', '23', true], // a permissive domain
    ['', '23', undefined],
    ['nonsense', '23', undefined],
    ['400000 ffffffff 0 ffffffff 1 0', '0', undefined],
    ['400000 ffffffff 0 ffffffff 1 0', 'nonsense', undefined],
  ])('replies %j for bit %s: %s', (reply, bit, allowed) => {
    expect(isAllowed(ACCESS, answering(reply, bit))).toBe(allowed);
  });

  it('is not asked without selinuxfs, or about a label with white space', () => {
    expect(isAllowed(ACCESS, join(scratch.path, 'none'))).toBeUndefined();
    const root = answering('ffffffff ffffffff 0 ffffffff 1 0');
    for (const subject of ['', 'a b', 'a\nb', 'a\0b'])
      expect(isAllowed({ ...ACCESS, subject }, root), JSON.stringify(subject)).toBeUndefined();
  });
});

describe("the label of an engine's daemon", () => {
  const labelled = (pidFile: string): string | undefined => {
    mkdirSync(join(scratch.path, '42/attr'), { recursive: true });
    writeFileSync(join(scratch.path, '42/attr/current'), `${ACCESS.subject}\0`);
    writeFileSync(join(scratch.path, 'docker.pid'), pidFile);
    return systemEngineLabel(join(scratch.path, 'docker.pid'), scratch.path);
  };

  it('is that of the process in its pid file', () => {
    expect(labelled('42')).toBe(ACCESS.subject);
    expect(labelled('42\n')).toBe(ACCESS.subject);
  });

  it.each(['', '43', '0', '../42', '-42', '42 42'])('is unknown for the pid file %j', (pidFile) => {
    expect(labelled(pidFile)).toBeUndefined();
  });
});
