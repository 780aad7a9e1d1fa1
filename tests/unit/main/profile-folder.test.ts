import { existsSync, mkdirSync, readFileSync, renameSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { profileFolder } from '../../../src/main/profile-folder';
import { scratchFolder } from '../setup/scratch';

const scratch = scratchFolder();
const place = (isPackaged = true) => ({
  configDir: join(scratch.path, 'containers-trace'),
  oldFolder: join(scratch.path, 'Containers Trace'),
  isPackaged,
});
/** No process has this id, since it is above the kernel's limit. */
const NO_PID = 4_194_305;

describe("the folder of the window's data", () => {
  it('is inside the folder of the settings, private, and another one for a checkout', () => {
    const [installed, checkout] = [profileFolder(place()), profileFolder(place(false))];
    expect(new Set([installed, checkout]).size).toBe(2);
    for (const folder of [installed, checkout]) {
      expect(folder.startsWith(`${place().configDir}/`)).toBe(true);
      expect(statSync(folder).mode & 0o777).toBe(0o700);
    }
    expect(profileFolder(place())).toBe(installed);
  });

  describe('of an older version', () => {
    beforeEach(() => {
      mkdirSync(join(place().oldFolder, 'Local Storage'), { recursive: true });
      writeFileSync(join(place().oldFolder, 'Local Storage/000003.log'), 'columns');
      writeFileSync(join(place().oldFolder, 'window.json'), '{}');
    });
    const lockOf = (owner: string): void => symlinkSync(owner, join(place().oldFolder, 'SingletonLock'));

    it.each([true, false])('is moved whole, by the first start (a package: %s)', (isPackaged) => {
      lockOf(`${hostname()}-${NO_PID}`); // left by a version that was killed
      const folder = profileFolder(place(isPackaged));
      expect(readFileSync(join(folder, 'Local Storage/000003.log'), 'utf8')).toBe('columns');
      expect(readFileSync(join(folder, 'window.json'), 'utf8')).toBe('{}');
      expect(existsSync(place().oldFolder)).toBe(false);
    });

    it.each([`${hostname()}-${process.pid}`, 'elsewhere-1'])('stays in use while that version runs as %s', (owner) => {
      lockOf(owner);
      expect(profileFolder(place())).toBe(place().oldFolder);
      expect(existsSync(place().configDir)).toBe(true);
      expect(existsSync(join(place().configDir, 'window'))).toBe(false);
    });

    it('that is a link stays where it is, since a moved relative link leads nowhere', () => {
      renameSync(place().oldFolder, join(scratch.path, 'elsewhere'));
      symlinkSync('elsewhere', place().oldFolder);
      expect(profileFolder(place())).toBe(place().oldFolder);
      expect(existsSync(join(place().oldFolder, 'window.json'))).toBe(true);
    });

    it('is one for two starts, of which the other moves it first', () => {
      const folder = join(place().configDir, 'window');
      const afterTheOther = (from: string, to: string): void => {
        renameSync(from, to);
        renameSync(from, to);
      };
      expect(profileFolder(place(), afterTheOther)).toBe(folder);
      expect(readFileSync(join(folder, 'window.json'), 'utf8')).toBe('{}');
    });

    it('is left alone if a newer one exists, or if the settings are in a folder of the user’s choice', () => {
      const chosen = { ...place(), configDir: join(scratch.path, 'chosen'), oldFolder: null };
      expect(profileFolder(chosen)).toBe(join(chosen.configDir, 'window'));
      mkdirSync(join(place().configDir, 'window'), { recursive: true });
      profileFolder(place());
      expect(existsSync(place().oldFolder)).toBe(true);
    });
  });
});
