import { CLEAN_UP, cleanUpAfter } from './cleanup';
import { MEET, meetAsChild } from './meet';
import { serve } from './serve';

/**
 * The program that runs as root, built as one file. pkexec starts it with the meeting folder of the app. Its guard starts it to clean
 * up after a killed helper. It starts itself, as the caller, to connect to the app. It reads no other arguments and no environment.
 */
process.umask(0o077);
process.chdir('/');
const [first, second] = process.argv.slice(2);
process.exitCode = await (first === CLEAN_UP
  ? cleanUpAfter(second)
  : first === MEET
    ? meetAsChild(second)
    : serve(first));
process.exit();
