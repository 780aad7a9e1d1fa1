import type { EventName, EventPayload } from '@shared/ipc/contract';

/** Sends an event of the contract to the window. */
export type SendToWindow = <E extends EventName>(event: E, payload: EventPayload<E>) => void;
