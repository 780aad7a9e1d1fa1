import { once } from '@shared/model/once';

/** Loads the reader of lttng's replies when it is first needed. Afterwards its file is not needed any more. */
export const loadMiReply = once(() => import('./mi-reply'));
