import { loadExeca } from '../process/load-execa';
import { loadDemangler } from '../symbols/demangling/demangle';
import { loadMiReply } from '../tracer/load-mi-reply';

/**
 * Loads the code that a recording needs only after its program has started. Meanwhile an update can replace the app's files, whose
 * names contain a hash, and a removal deletes them. Node looks for the file at every import(), also if the module is loaded already, so
 * each is in one function that keeps it. What is loaded before the start of every program is not in this list;
 * tests/unit/runs/rest-of-run.test.ts finds what is missing.
 */
export async function loadRestOfRun(): Promise<typeof import('./read-recording').readRecording> {
  const [readRecording] = await Promise.all([
    import('./read-recording').then((reader) => reader.readRecording),
    loadMiReply(),
    loadExeca(),
    loadDemangler(),
  ]);
  return readRecording;
}
