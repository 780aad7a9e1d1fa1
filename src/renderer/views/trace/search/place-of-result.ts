import type { TracePlace } from '@shared/trace-view/trace-place';
import { filterText } from '../events/name-facet';
import { placeOfCall } from '../functions/place-of-call';
import type { SearchResult } from './search-results';

/** Where a match is: the slowest call of a function, a row of the timeline, or the events of a name. */
export function placeOfResult(result: SearchResult, lengthNs: number): Partial<TracePlace> {
  switch (result.kind) {
    case 'function': {
      const { key, maxAtNs, maxNs, maxRow } = result.match;
      return {
        ...placeOfCall({ row: maxRow, depth: 0, beginNs: maxAtNs }, maxNs, lengthNs),
        function: key,
        call: null,
      };
    }
    case 'row':
      return { tab: 'timeline', rows: [result.row] };
    case 'event':
      return { tab: 'events', filter: filterText({ names: [result.name], rest: '' }) };
  }
}
