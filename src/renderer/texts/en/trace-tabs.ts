import { compare } from './trace-tabs/compare';
import { empty } from './trace-tabs/empty';
import { events } from './trace-tabs/events';
import { functions } from './trace-tabs/functions';
import { insights } from './trace-tabs/insights';
import { search } from './trace-tabs/search';

/** The tabs of an opened trace, except the timeline. */
export const traceTabs = { insights, functions, events, compare, search, empty } as const;
