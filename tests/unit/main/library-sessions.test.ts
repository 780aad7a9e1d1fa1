import { AppError } from '@shared/model/app-error';
import { expect, it } from 'vitest';
import type { LibrarySession } from '../../../src/main/library-session';
import { LibrarySessions } from '../../../src/main/library-sessions';

/** Sessions that log the calls to them. A folder named `bad` cannot be prepared. */
function sessionsOn(first: string) {
  const log: string[] = [];
  const open = (dir: string): LibrarySession => {
    log.push(`open ${dir}`);
    const prepare = async (): Promise<void> => {
      if (dir === 'bad') throw new AppError('denied', 'The folder is not writable.');
    };
    return {
      core: { library: { dir, prepare }, recover: async () => log.push(`recover ${dir}`) },
      builds: {},
      archives: { wantedIds: [`archive of ${dir}`], want: (ids: string[]) => log.push(`want ${ids.join()} in ${dir}`) },
      close: async () => void log.push(`close ${dir}`),
    } as unknown as LibrarySession;
  };
  return { log, sessions: new LibrarySessions(open, first, () => undefined) };
}

it('opens the next library before it closes the previous one', async () => {
  const { log, sessions } = sessionsOn('one');
  await sessions.exchange('two');
  expect(sessions.current.core.library.dir).toBe('two');
  expect(log).toEqual(['open one', 'open two', 'close one', 'recover two']);
});

it('keeps the open library when the next one cannot be used', async () => {
  const { log, sessions } = sessionsOn('one');
  await expect(sessions.exchange('bad')).rejects.toMatchObject({ code: 'denied' });
  expect(sessions.current.core.library.dir).toBe('one');
  expect(log).toEqual(['open one', 'open bad', 'close bad']);
});

it('requests the same archives again after the library was moved, and only then', async () => {
  const { log, sessions } = sessionsOn('one');
  await sessions.exchange('moved', 'same-traces');
  await sessions.exchange('other');
  expect(log.filter((line) => line.startsWith('want'))).toEqual(['want archive of one in moved']);
});

it('closes the open library at the end', async () => {
  const { log, sessions } = sessionsOn('one');
  await sessions.close();
  expect(log.at(-1)).toBe('close one');
});
