import { type FilterFacts, filterTest } from '@core/analysis/events/match-filter';
import type { FieldValue } from '@reader/events/event';
import { FilterSyntaxError } from '@shared/analysis/event-filter/filter-tree';
import { filterError, parseFilter } from '@shared/analysis/event-filter/parse-filter';
import { matchesWildcards } from '@shared/analysis/event-filter/wildcards';
import { describe, expect, it } from 'vitest';

const FIELDS: Record<string, FieldValue> = {
  ret: -2,
  fd: 3,
  size: 18_446_744_073_709_551_615n,
  path: '/etc/passwd',
  state: { value: 1, labels: ['RUNNING', 'ACTIVE'] },
  isOk: true,
  'addr.port': 80,
};

const EVENT: FilterFacts = {
  name: 'syscall_exit_openat',
  domain: 'kernel',
  cpu: 1,
  container: () => 'web-1',
  process: () => ({ name: 'nginx', id: 7 }),
  thread: () => ({ name: 'worker-2', id: 9 }),
  symbol: () => null,
  field: (path) => FIELDS[path],
};

const matches = (filter: string, change: Partial<FilterFacts> = {}): boolean =>
  filterTest(parseFilter(filter))({ ...EVENT, ...change });

function refusal(filter: string): FilterSyntaxError {
  try {
    parseFilter(filter);
  } catch (error) {
    if (error instanceof FilterSyntaxError) return error;
    throw error;
  }
  throw new Error(`${filter} was accepted`);
}

describe('a filter of events', () => {
  it.each([
    ['syscall_exit_openat', true],
    ['syscall_*', true],
    ['*open??', true],
    ['"syscall_*"', false],
    ['sched_*', false],
    ['container=web-1', true],
    ['container=web-*', true],
    ['container!=web-1', false],
    ['process=nginx', true],
    ['process=7', true],
    ['process>6', true],
    ['process!=7', false],
    ['thread=worker-*', true],
    ['thread=9', true],
    ['domain=kernel', true],
    ['cpu>=1', true],
    ['cpu=0', false],
    ['symbol=main', false],
    ['ret<0', true],
    ['ret=-2', true],
    ['ret>-2', false],
    ['fd=0x3', true],
    ['fd!=4', true],
    ['fd<3.5', true],
    ['size=18446744073709551615', true],
    ['size=18446744073709551614', false],
    ['path="/etc/*"', false],
    ['path=/etc/*', true],
    ["path='/etc/passwd'", true],
    ['state=ACTIVE', true],
    ['state=1', true],
    ['state!=IDLE', true],
    ['isOk=true', true],
    ['addr.port=80', true],
    ['missing=1', false],
    ['missing!=1', false],
    ['not missing=1', true],
    ['syscall_* and ret<0', true],
    ['syscall_* ret<0', true],
    ['sched_* or ret<0 and fd=3', true],
    ['(sched_* or ret<0) and fd=4', false],
    ['NOT (sched_* OR fd=4)', true],
    ['not not fd=3', true],
    ['sched_* or not fd=3', false],
  ])('%s is %s for an example', (filter, expected) => {
    expect(matches(filter)).toBe(expected);
  });

  it('compares a container that cannot be told with nothing', () => {
    expect(matches('container=web-1', { container: () => null })).toBe(false);
    expect(matches('container!=web-1', { container: () => null })).toBe(false);
  });

  it('takes fields with the name of an object’s property as fields', () => {
    expect(matches('constructor=1')).toBe(false);
    expect(matches('__proto__=1')).toBe(false);
  });
});

describe('a filter with an error', () => {
  it.each([
    ['', 0],
    ['fd=', 3],
    ['=3', 0],
    ['fd=3 and', 8],
    ['(fd=3', 0],
    ['fd=3)', 4],
    ['fd<abc', 3],
    ['name<3', 4],
    ['fd!3', 2],
    ['path="/etc', 5],
    ['and fd=3', 0],
    ['(a) = 3', 4],
  ])('%s is refused at character %i', (filter, at) => {
    expect(refusal(filter).from).toBe(at);
  });

  it('is shown with a mark below the place', () => {
    const error = filterError(refusal('fd=3 and ret<abc'), 'fd=3 and ret<abc', '--filter');
    expect(error.code).toBe('config');
    expect(error.detail).toBe(`fd=3 and ret<abc\n${' '.repeat(13)}^^^`);
  });

  it('is refused if it nests too deep or is too long, and not by the stack', () => {
    expect(refusal('('.repeat(5_000)).from).toBe(64);
    expect(refusal('x'.repeat(10_001)).from).toBe(10_000);
    expect(matches(`${'not '.repeat(2_000)}fd=3`)).toBe(true);
  });
});

describe('wildcards', () => {
  it('take no exponential time', () => {
    expect(matchesWildcards(`${'*a'.repeat(2_000)}b`, 'a'.repeat(4_000))).toBe(false);
  });

  it('match the empty text', () => {
    expect([matchesWildcards('*', ''), matchesWildcards('', ''), matchesWildcards('?', '')]).toEqual([
      true,
      true,
      false,
    ]);
  });
});
