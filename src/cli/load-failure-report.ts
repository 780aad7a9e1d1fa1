import { once } from '@shared/model/once';

/** Loads the report of a failure when it is first needed. Afterwards its file is not needed any more. */
export const loadFailureReport = once(() => import('./report-failure'));
