import type { Core } from '@core/core';
import { RECIPE_LABEL } from '@core/images/build-demo';
import type { Channel, EventName, EventPayload, ParsedArgs, Result } from '@shared/ipc/contract';
import type { CurrentRun } from './current-run';

/** One function for each channel of the contract, no more and no fewer. */
export type Handlers = { [C in Channel]: (args: ParsedArgs<C>) => Promise<Result<C>> };

export type TellWindow = <E extends EventName>(event: E, payload: EventPayload<E>) => void;

export interface HandlerParts {
  core: Core;
  run: CurrentRun;
  info: Result<'app:info'>;
  tell: TellWindow;
}

export function createHandlers({ core, run, info, tell }: HandlerParts): Handlers {
  return {
    'app:info': async () => info,
    'doctor:run': () => core.doctor((check) => tell('doctor-check', check)),
    'images:list': async ({ engine }) => {
      const images = await core.images(engine);
      return images.map(({ id, names, sizeBytes, createdAt, labels }) => ({
        id,
        names,
        sizeBytes,
        createdAt,
        recipeHash: labels[RECIPE_LABEL] ?? null,
      }));
    },
    'run:plan': ({ config }) => core.preview(config),
    'run:record': async ({ config }) => run.start((observe) => core.record(config, observe)),
    'run:demo': async ({ engine }) => run.start((observe) => core.recordDemo(engine, observe)),
    'run:stop': async ({ runId }) => {
      run.stop(runId);
      return null;
    },
    'run:cancel': async ({ runId }) => {
      run.cancel(runId);
      return null;
    },
    'run:events': async () => run.events(),
    'traces:list': () => core.library.rows(),
    'traces:show': ({ id }) => core.library.report(id),
    'traces:rename': async ({ id, title }) => {
      await core.library.rename(id, title);
      return null;
    },
    'traces:delete': async ({ id }) => {
      await core.library.delete(id);
      return null;
    },
  };
}
