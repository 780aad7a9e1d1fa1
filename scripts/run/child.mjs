// Runs a program in our place: same terminal, same signals, same exit code.
import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { constants } from 'node:os';

const SETPRIV = '/usr/bin/setpriv';

/**
 * Runs a program to its end and passes signals on. Ctrl+C goes from a terminal to its whole foreground process group, so to
 * the child too, and is not sent again. Without a terminal nothing tells whether a signal came to us alone or to the group:
 * it is passed on, and the child may get it twice. The command line takes copies of a signal for one (src/cli/signals.ts).
 * When we are killed outright, the child gets SIGTERM (parent-death signal), on which the command line stops and keeps.
 * @param {string} file
 * @param {string[]} args
 * @param {{ env?: NodeJS.ProcessEnv, cwd?: string, stdio?: import('node:child_process').StdioOptions }} [options]
 * @returns {Promise<number>} its exit code, or 128 + n when signal n ended it
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
 * Is the process in the foreground group of its terminal, the group that Ctrl+C goes to?
 * @param {string} stat /proc/PID/stat, proc(5): after the name in brackets state, ppid, pgrp, session, tty_nr, tpgid
 */
export function inForeground(stat) {
  const [, , group, , terminal, foregroundGroup] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return terminal !== '0' && group === foregroundGroup;
}
