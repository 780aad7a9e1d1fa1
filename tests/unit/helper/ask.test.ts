import { helperCommand } from '@core/privilege/ask';
import { OTHER_WAYS } from '@core/privilege/ask-failures';
import { askError, outcomeOf } from '@core/privilege/ask-outcome';
import { describe, expect, it } from 'vitest';

const files = {
  runtime: '/opt/app/containers-trace',
  helper: '/opt/app/out/helper/helper.mjs',
  ask: '',
  fromCheckout: false,
};

describe('the command that root runs', () => {
  it('is constant except for three paths', () => {
    expect(helperCommand(files, '/run/user/1000/ct-abcdef/h-123456')).toBe(
      "exec /usr/bin/env --chdir=/ ELECTRON_RUN_AS_NODE=1 '/opt/app/containers-trace' '/opt/app/out/helper/helper.mjs' '/run/user/1000/ct-abcdef/h-123456'",
    );
  });

  it.each([
    '/tmp/$(id)',
    '/tmp/`id`',
    "/tmp/a'b",
    '/tmp/a"b',
    '/tmp/a\\b',
    '/tmp/a b',
    '/tmp/a\nb',
    'relative',
    '/tmp/ä',
    '',
  ])('refuses the path %j', (path) => {
    expect(() => helperCommand(files, path)).toThrow(expect.objectContaining({ code: 'config' }));
    expect(() => helperCommand({ ...files, helper: path }, '/tmp/x')).toThrow(
      expect.objectContaining({ code: 'config' }),
    );
  });
});

const failure = (message: string, code?: number): Error & { code?: number } =>
  Object.assign(new Error(message), code === undefined ? {} : { code });

describe('the outcome of asking for the password', () => {
  it.each([
    ['a closed dialog', failure('User did not grant permission.', 126), 'dismissed', 'denied'],
    ['a wrong password', failure('User did not grant permission.', 127), 'refused', 'denied'],
    ['a dialog that was killed', failure('User did not grant permission.'), 'failed', 'command'],
    ['no agent', failure('No polkit authentication agent found.', 127), 'no-agent', 'missing'],
    ['no pkexec', failure('Unable to find pkexec or kdesudo.'), 'no-pkexec', 'missing'],
    ['a failed helper', failure('Command failed', 1), 'ended', 'command'],
    ['a helper that ended', undefined, 'ended', 'command'],
  ] as const)('is an error that names other ways to record: %s', (_name, error, outcome, code) => {
    const ended = outcomeOf(error, '');
    expect(ended.outcome).toBe(outcome);
    const shown = askError(ended);
    expect(shown.code).toBe(code);
    expect(shown.hint).toContain(OTHER_WAYS);
  });

  it("contains the helper's own reason", () => {
    const stderr = 'bash: warning\n{"code":"denied","message":"A reason."}\n';
    expect(askError(outcomeOf(failure('Command failed', 1), stderr)).message).toContain('A reason.');
  });
});
