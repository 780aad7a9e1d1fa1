import { findCaller } from '../../../src/helper/caller';
import { meet } from '../../../src/helper/meet';
import { naiveMeet } from './naive-meet';

/**
 * The helper's own meeting, again and again in one process of root's: meet-loop real|naive FOLDER UID TIMES. Prints how
 * often it met and how often it refused.
 */
const [kind, folder, uid = '', times] = process.argv.slice(2);
const caller = await findCaller(uid);
const told = { met: 0, refused: 0 };
for (let count = 0; count < Number(times); count += 1) {
  try {
    const socket = kind === 'naive' ? await naiveMeet(folder ?? '', caller.uid) : (await meet(folder, caller)).socket;
    told.met += 1;
    await new Promise<void>((resolve) => socket.end(() => resolve()));
    socket.destroy();
  } catch {
    told.refused += 1;
  }
  if (process.geteuid?.() !== 0) throw new Error('The meeting left us without our rights.');
}
process.stdout.write(JSON.stringify(told));
process.exit();
