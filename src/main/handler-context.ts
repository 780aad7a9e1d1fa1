import type { Channel, ParsedArgs, Result } from '@shared/ipc/contract';
import type { LibrarySession } from './library-session';
import type { SettingsPaths } from './settings-paths';
import type { WindowServices } from './window-services';

/** Exactly one function for each channel of the contract. */
export type Handlers = { [C in Channel]: (args: ParsedArgs<C>) => Promise<Result<C>> };

/** The context of the handlers of one open library. */
export interface HandlerContext extends WindowServices, Omit<LibrarySession, 'close'> {
  paths: SettingsPaths;
  info: Result<'app:info'>;
}

/** Creates the handlers of all channels of one topic, such as `traces`. */
export type HandlersOf<Topic extends string> = (
  context: HandlerContext,
) => Pick<Handlers, Extract<Channel, `${Topic}:${string}`>>;
