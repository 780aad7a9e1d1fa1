import { tooOldNode } from './oldest-node';

const MISSING = 3;

/** The rest is imported once it is known that this Node can read it. */
async function main(): Promise<number> {
  const tooOld = tooOldNode(process.versions.node);
  if (tooOld !== undefined) {
    process.stderr.write(`${tooOld}\n`);
    return MISSING;
  }
  const { runCli } = await import('./run-cli');
  return runCli(process.argv.slice(2));
}

// The exit status is set, not forced: output that is still on its way to a pipe gets there.
void main().then((code) => {
  process.exitCode = code;
});
