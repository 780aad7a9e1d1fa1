import type { ChildEnd } from '@core/process/child-daemon';
import { TimeLimitError } from '@core/process/wait-until';
import { TracerLoss } from '@core/runs/watch/tracer-loss';
import { AppError } from '@shared/model/app-error';
import type { Warning } from '@shared/model/trace-record';
import { planRun } from '@shared/planning/plan-run';
import type { Step } from '@shared/planning/step';
import { describe, expect, it } from 'vitest';
import { configOf, FACTS } from '../setup/configs';

const KILLED: ChildEnd = { exitCode: null, signal: 'SIGKILL' };
const REFUSED = new AppError('command', 'No session daemon is available');

/** A run on a private daemon, `startedMs` after its start. */
function lossOf({ startedMs = 1_500 as number | null, isRunning = true, hasKilled = false } = {}) {
  const plan = planRun(configOf({}), FACTS);
  const warnings: Warning[] = [];
  let asked = 0;
  let onEnd: (end: ChildEnd) => void = () => undefined;
  const loss = new TracerLoss({
    plan,
    daemon: {
      ref: FACTS.daemon,
      onLoss: (observer) => {
        onEnd = observer;
        return () => undefined;
      },
    },
    tracer: {
      isRunning: async () => {
        asked += 1;
        return isRunning;
      },
      hasKilled: () => hasKilled,
    },
    recordedMs: () => startedMs ?? undefined,
    warn: (warning) => warnings.push(warning),
  });
  const step = (verb: string): Step => {
    const found = plan.steps.find(
      ({ do: action }) => action.kind === 'trace' && action.commands.some((one) => one.verb === verb),
    );
    if (!found) throw new Error(`The plan has no step with ${verb}.`);
    return found;
  };
  return { loss, warnings, step, asked: () => asked, end: (how: ChildEnd) => onEnd(how) };
}

describe('a session daemon that ends during a recording', () => {
  it('is reported once, with the signal and the time', async () => {
    const { loss, warnings, asked, end } = lossOf();
    end(KILLED);
    expect(await loss.check(FACTS.daemon, REFUSED)).toBe(true);
    expect(warnings).toEqual([
      expect.objectContaining({
        code: 'userspace-tracer-ended',
        message: expect.stringMatching(/SIGKILL 1\.\d s after/),
      }),
    ]);
    expect(loss.error?.message).toBe(warnings[0]?.message);
    expect(asked()).toBe(0);
  });

  it('is reported with its status if it ended by itself', () => {
    const { warnings, end } = lossOf();
    end({ exitCode: 3, signal: null });
    expect(warnings[0]?.message).toContain('status 3');
    const asked = lossOf();
    asked.end({ exitCode: 0, signal: null });
    expect(asked.warnings[0]?.message).toContain('asked to terminate');
  });

  it('is noticed by a refusal if nobody observed it, and no reason is guessed', async () => {
    const { loss, warnings } = lossOf({ isRunning: false });
    expect(await loss.check(FACTS.daemon, REFUSED)).toBe(true);
    expect(warnings[0]?.message).toContain('the reason is not known');
  });

  it('is not assumed after a refusal if the daemon is running', async () => {
    const { loss, warnings } = lossOf();
    expect(await loss.check(FACTS.daemon, REFUSED)).toBe(false);
    expect([loss.error, warnings]).toEqual([undefined, []]);
  });

  it('is not assumed after a time limit, unless we killed the daemon for it', async () => {
    const silent = new AppError('command', 'It did not respond within 5 s.', { cause: new TimeLimitError() });
    expect(await lossOf({ isRunning: false }).loss.check(FACTS.daemon, silent)).toBe(false);
    const { loss, warnings } = lossOf({ isRunning: false, hasKilled: true });
    expect(await loss.check(FACTS.daemon, silent)).toBe(true);
    expect(warnings[0]?.message).toContain('It did not respond within 5 s.');
  });

  it('excuses the steps that end its session, and no others', () => {
    const { loss, step, end } = lossOf();
    expect(loss.excuses(step('stop'))).toBe(false);
    end(KILLED);
    for (const verb of ['stop', 'destroy']) expect(loss.excuses(step(verb))).toBe(true);
    for (const verb of ['create-session', 'enable-channel', 'start']) expect(loss.excuses(step(verb))).toBe(false);
  });

  it('costs nothing once its session is stopped', async () => {
    const { loss, warnings, step, end } = lossOf({ isRunning: false });
    loss.done(step('start'));
    loss.done(step('stop'));
    end(KILLED);
    expect(await loss.check(FACTS.daemon, REFUSED)).toBe(false);
    expect([loss.error, warnings]).toEqual([undefined, []]);
  });

  it('before the recording is an error, and no warning of a trace', () => {
    const { loss, warnings, end } = lossOf({ startedMs: null });
    end(KILLED);
    expect(loss.error?.message).toContain('SIGKILL before the recording began');
    expect(warnings).toEqual([]);
  });
});
