import { metadataError } from '../../read-error';
import type { PartsBudget } from '../bounds';
import type { Reference, RootScope } from '../declared';
import type { TsdlCursor } from './cursor';

/** Names of the scopes in a reference (CTF 1.8.3, section 7.3.2). They begin with keywords, so no field has such a name. */
const SCOPES: Readonly<Record<string, RootScope>> = {
  'trace.packet.header': 'packet-header',
  'stream.packet.context': 'packet-context',
  'stream.event.header': 'event-header',
  'stream.event.context': 'common-context',
  'event.context': 'specific-context',
  'event.fields': 'payload',
};
const FIRST_WORDS: ReadonlySet<string> = new Set(['trace', 'stream', 'event']);

/** Reads `len`, `x.len`, `stream.event.context.len` or `env.len`. */
export function reference(cursor: TsdlCursor, budget: PartsBudget): Reference {
  const { line } = cursor;
  if (cursor.acceptWord('env')) {
    cursor.expect('.');
    return { from: 'environment', path: [cursor.name('the name of an environment entry')], line };
  }
  const from = scope(cursor);
  const path: string[] = [];
  do {
    budget.spend(line);
    path.push(cursor.name('the name of a field'));
  } while (cursor.accept('.'));
  return { from, path, line };
}

function scope(cursor: TsdlCursor): RootScope | 'search' {
  let words = cursor.peek()?.text ?? '';
  if (!FIRST_WORDS.has(words)) return 'search';
  const { line } = cursor;
  cursor.next();
  for (let n = 0; n < 2; n += 1) {
    cursor.expect('.');
    words += `.${cursor.next().text}`;
    const known = Object.hasOwn(SCOPES, words) ? SCOPES[words] : undefined;
    if (!known) continue;
    cursor.expect('.');
    return known;
  }
  throw metadataError('A reference begins with an unknown scope.', line);
}
