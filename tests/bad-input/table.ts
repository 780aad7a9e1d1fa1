import { choices } from './choices';
import { names } from './names';
import { programs } from './programs';
import type { BadInput } from './row';
import { surroundings } from './surroundings';

/** What bad input gets: each row is run through the command line and, where the window can be asked it, through IPC. */
export const TABLE: readonly BadInput[] = [...names, ...choices, ...programs, ...surroundings];
