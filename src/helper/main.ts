import { MEET, meetAsChild } from './meet';
import { serve } from './serve';
import { SETTLE, settle } from './settle';

/**
 * The program that runs as root: one file, started through one password with the folder in which the app waits for it, by its
 * own guard to settle what it left, or by itself, as the caller, to meet the app. Nothing else of the command line or the environment is looked at.
 */
process.umask(0o077);
process.chdir('/');
const [first, second] = process.argv.slice(2);
process.exitCode = await (first === SETTLE ? settle(second) : first === MEET ? meetAsChild(second) : serve(first));
process.exit();
