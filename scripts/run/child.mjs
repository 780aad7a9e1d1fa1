// Runs a program in place of this process: with the same terminal, signals and exit code.
import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { constants } from 'node:os';

const SETPRIV = '/usr/bin/setpriv';

/**
 * Runs a program to its end and forwards signals. A terminal sends Ctrl+C to its whole foreground process group and so to
 * the child, too: that signal is not forwarded. Without a terminal this process cannot know whether the group got the
 * signal. It forwards the signal, so the child may get it twice. The command line treats copies as one signal
 * (src/cli/signals.ts). If this process is killed, the child gets SIGTERM (parent-death signal), and the command line then
 * stops the recording and keeps the trace.
 * @param {string} file
 * @param {string[]} args
 * @param {{ env?: NodeJS.ProcessEnv, cwd?: string, stdio?: import('node:child_process').StdioOptions }} [options]
 * @returns {Promise<number>} the program's exit code, or 128 + n if signal n ended it
 */
export function runChild(file, args, { env = process.env, cwd, stdio = 'inherit' } = {}) {
  const tied = existsSync(SETPRIV);
  const child = tied
    ? spawn(SETPRIV, ['--pdeathsig', 'TERM', '--', file, ...args], { env, cwd, stdio })
    : spawn(file, args, { env, cwd, stdio });
  const groupGetsInterrupts = inForeground(readFileSync('/proc/self/stat', 'utf8'));
  const listeners = ['SIGINT', 'SIGQUIT', 'SIGTERM', 'SIGHUP'].map((signal) => {
    const fromTerminal = groupGetsInterrupts && (signal === 'SIGINT' || signal === 'SIGQUIT');
    const listener = () => void (fromTerminal || child.kill(signal));
    process.on(signal, listener);
    return () => process.off(signal, listener);
  });
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code, signal) => {
      for (const off of listeners) off();
      resolve(code ?? 128 + (constants.signals[signal] ?? 0));
    });
  });
}

/**
 * Whether the process is in the foreground group of its terminal, which gets Ctrl+C.
 * @param {string} stat /proc/PID/stat, proc(5): after the name in brackets state, ppid, pgrp, session, tty_nr, tpgid
 */
export function inForeground(stat) {
  const [, , group, , terminal, foregroundGroup] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return terminal !== '0' && group === foregroundGroup;
}
