import type { ChildProcess, StdioOptions } from 'node:child_process';
import { closeSync, openSync, readFileSync, writeSync } from 'node:fs';
import type { Readable } from 'node:stream';
import { ChildEnvironment } from './child-environment';
import type { ProcessIdentity } from './identity';
import { spawnChild } from './spawn-child';

export interface TerminalAgent {
  /** Resolves when the agent is registered with polkit, or has ended. */
  ready: Promise<void>;
  /** Resolves with the signal that ended the agent; null if none did. */
  ended: Promise<NodeJS.Signals | null>;
  /** Ends the agent, even if it was stopped because it read in the background. It restores the echo first. */
  end(): void;
}

/**
 * Whether this process is in the foreground process group of a terminal, so that a program of this group may read from it.
 * @param stat /proc/PID/stat; proc(5): after the name in parentheses come state, ppid, pgrp, session, tty_nr, tpgid
 */
export function isInForeground(stat = readFileSync('/proc/self/stat', 'utf8')): boolean {
  const [, , group, , terminal, foreground] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return terminal !== '0' && group === foreground;
}

/**
 * pkttyagent(1) disables the echo while it reads, and restores it on SIGINT and SIGTERM. Of the terminal's other signals, Ctrl+Z and
 * Ctrl+\ would leave the echo disabled. SIGTTOU would stop it if the shell has taken the terminal back before it restores the echo.
 */
const KEEP_ECHO = ['env', '--ignore-signal=TTOU', '--block-signal=TSTP,QUIT'];

/**
 * Starts polkit's text agent on the terminal of this process, for the password prompts of one process. The agent stays in the
 * session and process group of this process: it opens /dev/tty, and Ctrl+C ends both. It gets SIGTERM when this process ends for
 * any reason.
 * @param program pkttyagent
 * @param subject the parent of pkexec(1), for which polkit looks up the agent
 */
export function startTerminalAgent(program: string, subject: ProcessIdentity): TerminalAgent {
  const terminal = openSync('/dev/tty', 'r+');
  const args = ['--process', `${subject.pid},${subject.startTime}`, '--notify-fd', '3'];
  // Not without-our-files.ts, which would close the descriptor that the agent closes when it is registered.
  const words = ['--pdeathsig', 'TERM', '--', ...KEEP_ECHO, program, ...args];
  const stdio: StdioOptions = [terminal, terminal, terminal, 'pipe'];
  let child: ChildProcess;
  try {
    child = spawnChild('setpriv', words, { stdio, env: ChildEnvironment.users().marked(), cwd: '/' });
  } catch (error) {
    closeSync(terminal);
    throw error;
  }
  const notified = child.stdio[3] as Readable;
  const ended = new Promise<NodeJS.Signals | null>((resolve) => {
    const settle = (signal: NodeJS.Signals | null): void => {
      if (signal === 'SIGINT') endLine(terminal);
      closeSync(terminal);
      resolve(signal);
    };
    child.once('exit', (_code, signal) => settle(signal));
    child.once('error', () => {
      if (child.pid === undefined) settle(null); // it did not start; otherwise `exit` follows
    });
  });
  const registered = new Promise<void>((resolve) => {
    notified.once('close', () => resolve()).once('error', () => resolve());
    notified.resume();
  });
  return {
    ready: Promise.race([registered, ended.then(() => undefined)]),
    ended,
    end: () => {
      child.kill('SIGTERM');
      child.kill('SIGCONT');
    },
  };
}

/** Ends the line of an unanswered prompt. */
function endLine(terminal: number): void {
  try {
    writeSync(terminal, '\n');
  } catch {
    // the terminal was closed
  }
}
