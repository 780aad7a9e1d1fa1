import type { TraceRow } from '@shared/model/trace-record';
import { describe, expect, it } from 'vitest';
import { matchingActions } from '../../../src/renderer/frame/palette/matching-actions';
import { matchingTraces } from '../../../src/renderer/frame/palette/matching-traces';
import type { Action } from '../../../src/renderer/stores/actions';
import { texts } from '../../../src/renderer/texts/en';

const action = (id: string, part: Pick<Action, 'group' | 'title' | 'searchTerms'>): Action => ({
  id,
  run: () => id,
  ...part,
});

it('the palette finds at most fifty traces that contain every word, the newest first', () => {
  const rows = Array.from(
    { length: 200 },
    (_, n) => ({ id: `id-${n}`, title: `Trace ${n}`, command: 'ls -la' }) as TraceRow,
  );
  expect(matchingTraces(rows, '')).toHaveLength(50);
  expect(matchingTraces(rows, '')[0]?.id).toBe('id-0');
  expect(matchingTraces(rows, 'LS 199').map(({ id }) => id)).toEqual(['id-199']);
  expect(matchingTraces(rows, 'ls nothing')).toEqual([]);
});

describe('the actions in the palette', () => {
  const headings = texts.palette.groups;
  const actions: Action[] = [
    action('build', { group: 'record', title: 'Build the demo image for Docker', searchTerms: 'make' }),
    action('demo', { group: 'record', title: 'Record the demo', searchTerms: '' }),
    action('go', { group: 'go', title: 'Go to Settings', searchTerms: '' }),
    action('dark', { group: 'settings', title: 'Use the dark theme', searchTerms: 'colour night' }),
    action('undo', { group: 'settings', title: 'Take back the last change of a setting', searchTerms: 'undo' }),
  ];
  const found = (query: string) =>
    matchingActions(actions, query, headings).map((one) => [one.group, ...one.actions.map(({ id }) => id)]);

  it('are all listed in their usual order while nothing is typed', () => {
    expect(found('')).toEqual([
      ['record', 'build', 'demo'],
      ['go', 'go'],
      ['settings', 'dark', 'undo'],
    ]);
    expect(found('  ')).toEqual(found(''));
  });

  it('are found by the starts of words in any order, never by scattered letters', () => {
    expect(found('dark')).toEqual([['settings', 'dark']]);
    expect(found('THEME us')).toEqual([['settings', 'dark']]);
    expect(found('undo setting')).toEqual([['settings', 'undo']]);
    expect(found('heme')).toEqual([]);
  });

  it('are sorted with the best match and its group first', () => {
    expect(found('settings')).toEqual([
      ['go', 'go'],
      ['settings', 'dark', 'undo'],
    ]);
    expect(found('record')).toEqual([['record', 'demo', 'build']]);
    expect(found('ta')).toEqual([['settings', 'undo']]);
  });
});
