import type { Engine } from '@core/engines/engine';
import type { JournaledUndo } from '@core/journal/journal-entry';
import { limits } from '@core/limits';
import { undoAll } from '@core/runs/cleanup/undo';
import { AppError } from '@shared/model/app-error';
import type { UndoAction } from '@shared/planning/step';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { RUN_ID } from '../setup/configs';

const remove: UndoAction = { kind: 'remove-containers', engine: 'docker', reach: 'self', runId: RUN_ID };
const created = (n: number): JournaledUndo => ({
  step: { id: `create-${n}`, title: `Create container ${n}` },
  undo: remove,
});

/** The part of an engine that an undo uses. Its containers are gone, or it refuses to list them. */
const engineThat = (findByRun: () => Promise<never[]>) => () => ({ findByRun: vi.fn(findByRun) }) as unknown as Engine;
const refusing = engineThat(() => Promise.reject(new AppError('command', 'The engine refused.')));

afterEach(() => {
  vi.useRealTimers();
});

describe('equal undos of several steps', () => {
  it('are executed once, and each step gets the result', async () => {
    const findByRun = vi.fn(async () => []);
    const undone: unknown[] = [];
    const outcome = await undoAll(
      [1, 2, 3].map(created),
      { reason: 'cancelled', engine: engineThat(findByRun) },
      (step, error) => undone.push([step.id, error]),
    );
    expect(findByRun).toHaveBeenCalledTimes(1);
    expect(undone).toEqual([
      ['create-3', undefined],
      ['create-2', undefined],
      ['create-1', undefined],
    ]);
    expect(outcome.failed).toEqual([]);
  });

  it('fail once, and each step gets the error of an engine that refuses', async () => {
    const undone: unknown[] = [];
    const outcome = await undoAll([1, 2].map(created), { reason: 'cancelled', engine: refusing }, (step, error) =>
      undone.push([step.id, error?.message]),
    );
    expect(undone).toEqual([
      ['create-2', 'The engine refused.'],
      ['create-1', 'The engine refused.'],
    ]);
    expect(outcome.failed.map(({ step }) => step.id)).toEqual(['create-2']);
  });
});

describe('an undo that takes too long', () => {
  it('is named by the title of its step', async () => {
    vi.useFakeTimers();
    const engine = engineThat(() => new Promise(() => undefined));
    const undoing = undoAll([created(1)], { reason: 'cancelled', engine });
    await vi.advanceTimersByTimeAsync(limits().undo);
    const { failed } = await undoing;
    expect(failed[0]?.error.message).toContain('Create container 1');
  });
});
