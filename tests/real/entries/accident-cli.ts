import { appendFileSync, readdirSync, readFileSync } from 'node:fs';
import type { RunEvent } from '@shared/model/run-event';
import { runCli } from '../../../src/cli/run-cli';
import { ONE_REQUEST_MS } from '../../../src/cli/signals';
import { type AccidentOrders, accidentOrdersSchema } from './accident-orders';
import { noteFileOf, pause } from './fault-pause';
import { signalAll, signalTarget } from './fault-targets';
import { setClockBack } from './set-clock';

/** The real command line, with an accident at a given step. Writes every run event to the file in CT_TEST_EVENTS. */
const given = process.env['CT_TEST_ACCIDENT'];
const orders = given ? accidentOrdersSchema.parse(JSON.parse(given)) : undefined;
const eventsFile = process.env['CT_TEST_EVENTS'];

function observe(event: RunEvent): void {
  if (eventsFile) appendFileSync(eventsFile, `${JSON.stringify(event)}\n`);
  if (event.type === 'run-started') runId = event.runId;
  if (!orders || !('stepId' in event) || event.stepId !== orders.stepId) return;
  if (event.type === 'step-output' && orders.when === 'output') happen(orders.act);
  if (event.type !== 'step-started' || orders.when === 'output') return;
  if (orders.when === 'started') happen(orders.act);
  else setTimeout(() => happen(orders.act), orders.when);
}

let happened = false;
/** Offset of the interrupts' clock, so that a second Ctrl+C counts as later without a wait. */
let aheadMs = 0;
let runId = '';

function happen(act: AccidentOrders['act']): void {
  if (happened) return;
  happened = true;
  if (typeof act === 'object' && 'toAll' in act) signalAll(act.toAll, runId);
  else if (typeof act === 'object') signalTarget(act.to, act.signal, runId, noteFileOf(eventsFile ?? ''));
  else if (act === 'pause') pause(eventsFile ?? '');
  else if (act === 'set-clock') setClockBack();
  else endOrInterrupt(act);
}

function endOrInterrupt(act: 'cancel' | 'stop' | 'kill' | 'power-cut'): void {
  if (act === 'power-cut') for (const pid of ownWatchdogs()) process.kill(pid, 'SIGKILL');
  if (act === 'kill' || act === 'power-cut') process.kill(process.pid, 'SIGKILL');
  process.emit('SIGINT', 'SIGINT');
  aheadMs += ONE_REQUEST_MS;
  if (act === 'cancel') process.emit('SIGINT', 'SIGINT');
}

/** Children of this process that run the watchdog's script. */
function ownWatchdogs(): number[] {
  return readdirSync('/proc/self/task')
    .flatMap((thread) => readFileSync(`/proc/self/task/${thread}/children`, 'utf8').trim().split(' '))
    .filter((pid) => pid !== '' && /watchdog\.js\0/.test(readFileSync(`/proc/${pid}/cmdline`, 'utf8')))
    .map(Number);
}

void runCli(process.argv.slice(2), { observe, now: () => performance.now() + aheadMs }).then((code) => {
  process.exitCode = code;
});
