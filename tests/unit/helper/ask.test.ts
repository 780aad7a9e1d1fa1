import { helperCommand } from '@core/privilege/ask';
import { OTHER_WAYS } from '@core/privilege/ask-failures';
import { askError, noAgentError, outcomeOf } from '@core/privilege/ask-outcome';
import { outcomeOfPkexec } from '@core/privilege/pkexec';
import { describe, expect, it } from 'vitest';
import { scripts } from '../../../package.json';

const files = {
  runtime: '/opt/app/containers-trace',
  helper: '/opt/app/out/helper/helper.mjs',
  ask: '',
  starter: null,
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
    const shown = askError(ended, files);
    expect(shown.code).toBe(code);
    expect(shown.hint).toContain(OTHER_WAYS);
  });

  it("contains the helper's own reason", () => {
    const stderr = 'bash: warning\n{"code":"denied","message":"A reason."}\n';
    expect(askError(outcomeOf(failure('Command failed', 1), stderr), files).message).toContain('A reason.');
  });
});

describe('the outcome of our own pkexec', () => {
  it.each([
    ['a closed prompt', 126, 'Request dismissed', 'dismissed'],
    ['a wrong password', 127, 'Error executing command as another user: Not authorized', 'refused'],
    ['no agent', 127, 'Error executing command as another user: No authentication agent found.', 'no-agent'],
    ['a signal', null, '', 'failed'],
  ] as const)('%s', (_name, exitCode, stderr, outcome) => {
    expect(outcomeOfPkexec(exitCode, stderr)).toBe(outcome);
  });
});

describe('the error for a missing agent', () => {
  it('names the command line of a checkout, which exists, and that of a package', () => {
    const hint = (fromCheckout: boolean): string => noAgentError('no-terminal', { fromCheckout }).hint ?? '';
    expect(hint(true)).toContain('`npm run cli -- record');
    expect(scripts.cli).toBeDefined();
    expect(hint(true)).not.toMatch(/containers-trace record/);
    expect(hint(false)).toContain('`containers-trace record');
    expect(hint(false)).not.toMatch(/npm/);
  });

  it('names the package of the text agent where only that is missing', () => {
    expect(noAgentError('no-text-agent', files)).toMatchObject({
      code: 'missing',
      hint: expect.stringMatching(/polkitd/),
    });
  });
});
