import { type StartFacts, startHint } from '@core/engines/podman/start-hint';
import { describe, expect, it } from 'vitest';

const SYSTEMD = '/run/systemd/system';
const FOLDER = '/run/user/1000';
const LINGER = 'loginctl enable-linger tester';

const hint = (change: Partial<StartFacts>, folders: readonly string[]): string =>
  startHint('/tmp/ct-abcdef/podman.sock', {
    isPrivate: false,
    home: '/home/tester',
    isHomeWritable: true,
    uid: 1000,
    user: 'tester',
    exists: (path) => folders.includes(path),
    ...change,
  });

describe("the hint when Podman's service does not start", () => {
  it('names lingering if the folder of the user does not exist', () => {
    expect(hint({}, [SYSTEMD])).toContain(FOLDER);
    expect(hint({}, [SYSTEMD])).toContain(LINGER);
  });

  it.each<[string, Partial<StartFacts>, readonly string[]]>([
    ['the folder exists', {}, [SYSTEMD, FOLDER]],
    ['systemd does not run', {}, []],
    ['root runs Podman', { uid: 0, user: 'root' }, [SYSTEMD]],
    ['the user id has no entry', { user: '' }, [SYSTEMD]],
    ['/tmp is private', { isPrivate: true }, [SYSTEMD]],
    ['the home folder is not writable', { isHomeWritable: false }, [SYSTEMD]],
  ])('does not name it if %s', (_, change, folders) => {
    expect(hint(change, folders)).not.toContain('enable-linger');
  });

  it('names the private /tmp and the home folder', () => {
    expect(hint({ isPrivate: true }, [])).toContain('RuntimeDirectory=');
    expect(hint({ isHomeWritable: false, home: '' }, [])).toContain('HOME (not set)');
  });
});
