import { expect, test } from 'vitest';
import { pastedLink } from '../../../src/renderer/frame/palette/pasted-link';
import { texts } from '../../../src/renderer/texts/en';

const ID = '20260304-120000-00beef';
const LINK = `containers-trace://trace/${ID}`;

test('a pasted link leads to a trace of the library', () => {
  expect(pastedLink(`  ${LINK}?tab=events `, [ID])).toEqual({ id: ID });
  expect(pastedLink(LINK, null)).toEqual({ id: ID });
  expect(pastedLink('events', [ID])).toBeNull();
});

test('a pasted link to a trace that is gone, or to no place, says so', () => {
  expect(pastedLink(LINK, ['20260304-120000-00cafe'])).toEqual({ problem: texts.palette.linkToNothing(ID) });
  expect(pastedLink(`${LINK}?from=5`, [ID])).toEqual({ problem: expect.stringMatching(/\S/) });
});
