import { once } from '@shared/model/once';

/** Loads execa when it is first needed. Afterwards its file is not needed any more. */
export const loadExeca = once(() => import('execa'));
