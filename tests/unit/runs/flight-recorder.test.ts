import { FlightRecorder, NOT_A_FLIGHT_RECORDER, NOT_RECORDING_NOW } from '@core/runs/watch/flight-recorder';
import { Tracer } from '@core/tracer/tracer';
import type { RunEvent } from '@shared/model/run-event';
import { planRun } from '@shared/planning/plan-run';
import type { TracingCommand } from '@shared/tracing/tracing-command';
import { beforeEach, describe, expect, it } from 'vitest';
import { configOf, FACTS, RUN_ID } from '../setup/configs';

const planOf = (mode: 'continuous' | 'flight-recorder') =>
  planRun(configOf({ recording: { preset: 'functions', kernel: { preset: 'scheduling' }, mode } }), {
    ...FACTS,
    kernel: { access: { level: 'group', reason: '' }, buffers: { count: 4, sizeKiB: 512 }, exceptPidNs: [] },
  });

/** Stores the received commands. Each call waits until the test answers it. */
class SlowTracer extends Tracer {
  readonly asked: string[] = [];
  readonly waiting: { go(): void; refuse(reason: Error): void }[] = [];

  override run(_daemon: unknown, command: TracingCommand): Promise<string> {
    this.asked.push(`${command.verb} ${'session' in command ? command.session : ''}`);
    return new Promise((resolve, reject) => this.waiting.push({ go: () => resolve(''), refuse: reject }));
  }
}

const both = [`record-snapshot ct-${RUN_ID}-k`, `record-snapshot ct-${RUN_ID}`];
const never = new AbortController().signal;
const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

describe('the snapshots of a flight recorder', () => {
  let events: RunEvent[];
  let recorder: FlightRecorder;
  let tracer: SlowTracer;
  beforeEach(() => {
    events = [];
    recorder = new FlightRecorder((event) => events.push(event));
    tracer = new SlowTracer();
  });

  it('save both sessions at once, and are reported when both are saved', async () => {
    recorder.begin(planOf('flight-recorder'), tracer, never);
    const saved = recorder.snapshot();
    await turn();
    expect(tracer.asked).toEqual(both);
    tracer.waiting[0]?.go();
    await turn();
    expect(events).toEqual([]);
    tracer.waiting[1]?.go();
    expect(await saved).toBe(1);
    expect(events).toEqual([{ type: 'snapshot-saved', at: expect.any(Number), number: 1 }]);
  });

  it('are saved one after the other, even after a refused one', async () => {
    recorder.begin(planOf('flight-recorder'), tracer, never);
    const first = recorder.snapshot();
    const second = recorder.snapshot();
    await turn();
    expect(tracer.asked).toEqual(both);
    tracer.waiting[1]?.refuse(new Error('no room'));
    tracer.waiting[0]?.go();
    await expect(first).rejects.toThrow('no room');
    await turn();
    expect(tracer.asked).toEqual([...both, ...both]);
    for (const { go } of tracer.waiting) go();
    expect(await second).toBe(1);
  });

  it('are awaited at the end, after which new ones are refused', async () => {
    recorder.begin(planOf('flight-recorder'), tracer, never);
    const saved = recorder.snapshot();
    await turn();
    let ended = false;
    const end = recorder.end().then(() => {
      ended = true;
    });
    await turn();
    expect(ended).toBe(false);
    for (const { go } of tracer.waiting) go();
    await Promise.all([saved, end]);
    await expect(recorder.snapshot()).rejects.toMatchObject({ code: 'config', message: NOT_RECORDING_NOW });
    expect(tracer.asked).toEqual(both);
  });

  it('are refused before the recording starts', async () => {
    await expect(recorder.snapshot()).rejects.toMatchObject({ code: 'config', message: NOT_RECORDING_NOW });
  });

  it('are refused for a continuous recording', async () => {
    recorder.begin(planOf('continuous'), tracer, never);
    await expect(recorder.snapshot()).rejects.toMatchObject({ code: 'config', message: NOT_A_FLIGHT_RECORDER });
    await recorder.end();
    expect(tracer.asked).toEqual([]);
  });
});
