import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { rootProgram } from '@core/privilege/ask-modes';
import { helperFilesBeside } from '@core/privilege/helper-files';
import { HELPER_STARTED, INSTALLED_TREE, START_HELPER } from '@core/privilege/installed-tree';
import { describe, expect, it } from 'vitest';
import { PROJECT } from '../../setup/staged-app';

const packaging = (name: string): string => readFileSync(join(PROJECT, 'packaging/polkit', name), 'utf8');

describe('the polkit action of a package', () => {
  it('names the program that the app passes to pkexec', () => {
    const policy = packaging('org.containerstrace.policy');
    expect(/exec\.path">([^<]*)</.exec(policy)?.[1]).toBe(START_HELPER);
    expect(policy).toContain('<allow_active>auth_admin</allow_active>');
  });

  it('starts the helper of the installed tree, and passes on nothing but the folder and the uid of the caller', () => {
    const script = packaging('start-helper');
    expect(script).toContain(`tree=${INSTALLED_TREE}\n`);
    expect(script).toContain(`echo ${HELPER_STARTED}`);
    expect(script.match(/\$\{?[A-Za-z0-9_#@*]+/g)).toEqual(['$#', '${PKEXEC_UID', '$tree', '$tree', '$1']);
    expect(script).toContain(' -i --chdir=/ ');
  });

  it.each([
    ['/usr/lib/containers-trace/electron', '/usr/lib/containers-trace/resources/app/out/main', START_HELPER],
    ['/usr/bin/node', '/usr/lib/containers-trace/resources/app/out/main', null],
    ['/usr/lib/containers-trace/electron', '/home/user/containers-trace/out/main', null],
    ['/opt/containers-trace/electron', '/opt/containers-trace/resources/app/out/main', null],
  ])('is used by %s with the app in %s: %j', (runtime, main, starter) => {
    expect(helperFilesBeside(main, runtime).starter).toBe(starter);
  });
});

describe('what pkexec starts', () => {
  it('is the program of the package with the folder, without a shell', () => {
    expect(rootProgram(START_HELPER, '/run/user/1000/ct-abcdef/h-123456')).toEqual({
      argv: [START_HELPER, '/run/user/1000/ct-abcdef/h-123456'],
      firstOutput: HELPER_STARTED,
    });
  });

  it("is root's shell for a checkout on a terminal", () => {
    expect(rootProgram('exec x', undefined).argv).toEqual(['/bin/bash', '-c', 'echo SUDOPROMPT; exec x']);
  });
});
