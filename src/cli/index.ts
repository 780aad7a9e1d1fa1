import { surviveLostTerminal } from '../../scripts/run/lost-terminal.mjs';
import { tooOldNode } from './oldest-node';

const MISSING = 3;
const FAILED = 1;

/** Imports the rest dynamically, because an older Node cannot parse it. */
async function main(): Promise<void> {
  const tooOld = tooOldNode(process.versions.node);
  if (tooOld !== undefined) {
    process.stderr.write(`${tooOld}\n`);
    process.exitCode = MISSING;
    return;
  }
  const [{ runCli }, { terminal }] = await Promise.all([import('./run-cli'), import('./terminal')]);
  const code = await runCli(process.argv.slice(2));
  const ended = await terminal.end();
  process.exitCode = ended === 'failed' ? code || FAILED : code;
  // Output that nobody reads would keep the process alive forever.
  if (ended === 'abandoned') process.exit();
}

surviveLostTerminal();
void main();
