import type { Channel, EventName, EventPayload, ParsedArgs, Result } from '@shared/ipc/contract';
import type { LibrarySession } from './library-session';
import type { SettingsPaths } from './settings-paths';
import type { WindowServices } from './window-services';

/** One function for each channel of the contract, no more and no fewer. */
export type Handlers = { [C in Channel]: (args: ParsedArgs<C>) => Promise<Result<C>> };

export type TellWindow = <E extends EventName>(event: E, payload: EventPayload<E>) => void;

/** What the handlers of one open library work with. */
export interface HandlerParts extends WindowServices, Omit<LibrarySession, 'close'> {
  paths: SettingsPaths;
  info: Result<'app:info'>;
}

/** The answers to all channels of one topic, `traces` for one. */
export type HandlersOf<Topic extends string> = (
  parts: HandlerParts,
) => Pick<Handlers, Extract<Channel, `${Topic}:${string}`>>;
