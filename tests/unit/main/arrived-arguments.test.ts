import { symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { ArrivedArguments, startOf } from '../../../src/main/arrived-arguments';
import { startRefusal } from '../../../src/main/start-refusal';
import { MOST_LINK_CHARS } from '../../../src/shared/trace-view/trace-link';
import { scratchFolder } from '../setup/scratch';

const LINK = 'containers-trace://trace/20260304-120000-00beef?tab=events';
const APP = '/opt/checkout';
const HOME = '/home/user';
const scratch = scratchFolder();

describe('the operands of a start', () => {
  test.each([
    ['of a package', ['a.ctrace.zip', LINK], ['a.ctrace.zip', LINK]],
    ['behind the folder of a checkout', ['--no-sandbox', APP, 'a.zip'], ['a.zip']],
    ['behind a relative folder of a checkout', ['-r', 'module.js', '../../opt/checkout', 'a.zip'], ['a.zip']],
    [
      'behind --, whatever they look like',
      ['--lang=en', '--', '--gpu-launcher=sh', '-x.zip'],
      ['--gpu-launcher=sh', '-x.zip'],
    ],
    ['without empty ones', ['', '--', ''], []],
  ])('are those %s', (_, args, operands) => {
    expect(startOf(args, APP, HOME)).toEqual({ operands, folder: HOME });
  });
});

describe('what a start names', () => {
  const arrived = (...operands: string[]): ArrivedArguments => new ArrivedArguments({ operands, folder: HOME });

  test('is taken once', () => {
    const all = arrived(LINK, 'a.ctrace.zip');
    expect([all.takeLink(), all.takeLink()]).toEqual([LINK, null]);
    expect([all.takeFiles(), all.takeFiles()]).toEqual([[`${HOME}/a.ctrace.zip`], []]);
  });

  test('of a second start replaces a link and adds files, and is told to the page by kind', () => {
    const all = arrived(LINK, 'a.zip');
    expect(all.arrive({ operands: [], folder: '/' })).toEqual([]);
    expect(all.arrive({ operands: [`${LINK}&filter=a`], folder: '/' })).toEqual(['link-arrived']);
    expect(all.arrive({ operands: ['b.zip', '/c.zip'], folder: '/tmp' })).toEqual(['files-arrived']);
    expect(all.takeLink()).toBe(`${LINK}&filter=a`);
    expect(all.takeFiles()).toEqual([`${HOME}/a.zip`, '/tmp/b.zip', '/c.zip']);
  });

  test.each([undefined, null, ['a.zip'], { operands: [1], folder: '/' }, { operands: ['a.zip'] }])(
    'is ignored where it is none: %j',
    (start) => {
      const all = arrived();
      expect(all.arrive(start)).toEqual([]);
      expect(all.takeFiles()).toEqual([]);
    },
  );

  test('is cut to what the page refuses, if it is an endless link', () => {
    expect(arrived(`containers-trace:${'x'.repeat(1_000_000)}`).takeLink()).toHaveLength(MOST_LINK_CHARS);
  });

  test.each([
    ['file:///home/user/Gr%C3%B6%C3%9Fe.zip', '/home/user/Größe.zip'],
    ['FILE:///a%20b.zip', '/a b.zip'],
    ['file://elsewhere/a.zip', '/file:/elsewhere/a.zip'],
    ['file:///%E9.zip', '/file:/%E9.zip'],
    ['file:///a%00b', '/a\0b'],
    ['https://example.org/a.zip', `${HOME}/https:/example.org/a.zip`],
    ['; rm -rf $HOME `x` \n.zip', `${HOME}/; rm -rf $HOME \`x\` \n.zip`],
    ['../../etc/passwd', '/etc/passwd'],
  ])('is a path of this machine and nothing else: %j', (operand, path) => {
    expect(arrived(operand).takeFiles()).toEqual([path]);
  });
});

test('a start with more than the running app can take is refused, which would end that app otherwise', () => {
  const many = {
    operands: Array.from({ length: 300 }, (_, n) => `${HOME}/exports/a title of usual length ${n}.zip`),
    folder: HOME,
  };
  expect(startRefusal(many, scratch.path)).toBeUndefined();
  symlinkSync('host-1', join(scratch.path, 'SingletonLock'));
  expect(startRefusal(many, scratch.path)?.join()).toContain('300');
  expect(startRefusal({ ...many, operands: many.operands.slice(0, 100) }, scratch.path)).toBeUndefined();
});

test('names outside Latin-1 and a long folder count as what they take in the message', () => {
  symlinkSync('host-1', join(scratch.path, 'SingletonLock'));
  const names = Array.from({ length: 92 }, (_, n) => `${HOME}/exports/${'x'.repeat(95)} – ${n}.ctrace.zip`);
  expect(Buffer.byteLength(names.join(' '))).toBeLessThan(15_000);
  expect(startRefusal({ operands: names, folder: HOME }, scratch.path)).toBeDefined();
  expect(startRefusal({ operands: ['a.zip'], folder: `/${'ä'.repeat(16_000)}` }, scratch.path)).toBeDefined();
  expect(startRefusal({ operands: names.slice(0, 20), folder: HOME }, scratch.path)).toBeUndefined();
});
