import { findCaller } from '../../../src/helper/caller';
import { meet } from '../../../src/helper/meet';
import { naiveMeet } from './naive-meet';

/**
 * Repeats the helper's meeting in one process of root: meet-loop real|naive FOLDER UID TIMES. Prints how many meetings
 * succeeded and how many were refused.
 */
const [kind, folder, uid = '', times] = process.argv.slice(2);
const caller = await findCaller(uid);
const counts = { met: 0, refused: 0 };
for (let count = 0; count < Number(times); count += 1) {
  try {
    const socket = kind === 'naive' ? await naiveMeet(folder ?? '', caller.uid) : (await meet(folder, caller)).socket;
    counts.met += 1;
    await new Promise<void>((resolve) => socket.end(() => resolve()));
    socket.destroy();
  } catch {
    counts.refused += 1;
  }
  if (process.geteuid?.() !== 0) throw new Error('The meeting left us without our rights.');
}
process.stdout.write(JSON.stringify(counts));
process.exit();
