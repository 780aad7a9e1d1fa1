import { choices } from './choices';
import { environments } from './environments';
import { names } from './names';
import { programs } from './programs';
import type { BadInput } from './row';

/** What bad input gets: each row is run through the command line and, where the window can be asked it, through IPC. */
export const TABLE: readonly BadInput[] = [...names, ...choices, ...programs, ...environments];
