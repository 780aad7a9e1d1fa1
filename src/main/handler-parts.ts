import type { Core } from '@core/core';
import type { SettingsFile } from '@core/settings/settings-file';
import type { Channel, EventName, EventPayload, ParsedArgs, Result } from '@shared/ipc/contract';
import type { CurrentRun } from './current-run';
import type { ImageBuilds } from './image-builds';

/** One function for each channel of the contract, no more and no fewer. */
export type Handlers = { [C in Channel]: (args: ParsedArgs<C>) => Promise<Result<C>> };

export type TellWindow = <E extends EventName>(event: E, payload: EventPayload<E>) => void;

/** What the answers are made from. */
export interface HandlerParts {
  core: Core;
  run: CurrentRun;
  builds: ImageBuilds;
  settings: SettingsFile;
  info: Result<'app:info'>;
  tell: TellWindow;
}

/** The answers to all channels of one topic, `traces` for one. */
export type HandlersOf<Topic extends string> = (
  parts: HandlerParts,
) => Pick<Handlers, Extract<Channel, `${Topic}:${string}`>>;
