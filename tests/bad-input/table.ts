import { choices } from './choices';
import { environments } from './environments';
import { names } from './names';
import { programs } from './programs';
import type { BadInput } from './row';

/** The outcomes of bad input. Each row runs through the command line and, if the window can send it, through IPC. */
export const TABLE: readonly BadInput[] = [...names, ...choices, ...programs, ...environments];
