import { runCli } from './run-cli';

// The exit status is set, not forced: output that is still on its way to a pipe gets there.
void runCli(process.argv.slice(2)).then((code) => {
  process.exitCode = code;
});
