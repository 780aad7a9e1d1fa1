import { describe, expect, it } from 'vitest';
import { LabelFitting } from '../../../../src/renderer/views/trace/drawing/text/label-fitting';
import { shownName } from '../../../../src/renderer/views/trace/drawing/text/shown-name';
import { testPicture } from './setup/test-picture';
import { painted, testRow, testScene } from './setup/test-scene';

/** One unit of a letter that needs two. */
const HALF_LETTER = /\p{Cs}/u;

const named = (name: string, from: number, to: number) =>
  painted(testScene(testPicture([{ row: 0, kind: 'call', spans: [[from, to, name]] }]), [testRow()])).texts;

describe('the name of a call', () => {
  it('is drawn in its box, five pixels from the left', () => {
    expect(named('handle', 10, 60)).toEqual([{ text: 'handle', x: 15, y: 38.5 }]);
  });
  it('is cut to at least four letters and an ellipsis', () => {
    expect(named('handle_request', 10, 60).map(({ text }) => text)).toEqual(['handle…']);
    expect(named('handle_request', 10, 43)).toEqual([]);
  });
  it('is left out below 32 pixels', () => {
    expect(named('f', 10, 41)).toEqual([]);
    expect(named('f', 10, 42)).toHaveLength(1);
  });
  it('stays in sight when the call begins left of the view', () => {
    expect(named('handle', -500, 60)).toEqual([{ text: 'handle', x: 5, y: 38.5 }]);
  });
  it('is not drawn for merged calls', () => {
    const picture = testPicture([{ row: 0, kind: 'call', spans: [[10, 90, 'work', 100]] }]);
    expect(painted(testScene(picture, [testRow()])).texts).toEqual([]);
  });
});

describe('hostile names', () => {
  it('lose control characters, escape sequences and direction overrides', () => {
    expect(shownName('a\u0000b\u001b[31mc\u202ed\ne\u2066')).toBe('abcd e');
  });
  it('are cut to 300 letters, whole ones', () => {
    expect([...shownName('x'.repeat(10_000))]).toHaveLength(300);
    const smileys = shownName('😀'.repeat(10_000));
    expect(smileys).not.toMatch(HALF_LETTER);
    expect([...smileys]).toHaveLength(300);
  });
  it('keep letters that are written from right to left', () => expect(shownName('שלום')).toBe('שלום'));
  it('never reach the canvas as they are', () => {
    const texts = named(`\u202e${'evil\u001b]0;title\u0007'.repeat(1_000)}`, 0, 100);
    expect(texts).toHaveLength(1);
    expect(texts[0]?.text).not.toMatch(/[\u0000-\u001f\u202e]/);
  });
  it('that are empty are left out', () => expect(named('\u202e\u0000', 0, 100)).toEqual([]));
});

describe('fitting a text', () => {
  it('measures each text and each cut once', () => {
    let measured = 0;
    const fitting = new LabelFitting((text) => {
      measured += 1;
      return text.length * 6;
    });
    expect(fitting.fit('handle_request', 60)).toBe('handle_re…');
    const before = measured;
    expect(fitting.fit('handle_request', 60)).toBe('handle_re…');
    expect(measured).toBe(before);
  });
  it('does not cut letters of two units apart', () => {
    const fitting = new LabelFitting((text) => [...text].length * 6);
    expect(fitting.fit('😀😀😀😀😀😀😀😀', 36)).toBe('😀😀😀😀😀…');
  });
});
