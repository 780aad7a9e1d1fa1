import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { definitionOf } from '@core/engines/apptainer/definition';
import { describe, expect, it } from 'vitest';

const RECIPES = join(import.meta.dirname, '../../../images');
const translate = (text: string, args: Record<string, string> = { BASE: 'base:1' }) =>
  definitionOf(text, args, { asked: 'yes' }, '/work/files', (reference) => `/store/${reference}`);

describe('the Apptainer definition of a Containerfile', () => {
  it('has the stages of the demo, each with its base and the files that it copies from another stage', () => {
    const { text, scripts } = translate(readFileSync(join(RECIPES, 'demo/Containerfile'), 'utf8'));
    expect(text.match(/^Stage: .*$/gm)).toEqual(['Stage: programs', 'Stage: stage1']);
    expect(text.match(/^From: .*$/gm)).toEqual(['From: /store/base:1', 'From: /store/base:1']);
    expect(text).toContain(
      '%files from programs\n  /build/coreutils/src/ls /usr/local/bin/ls\n  /build/ct-sample /usr/local/bin/ct-sample\n',
    );
    expect(text).toContain(`exec sh -c 'for run in 1 2 3 4 5; do ls -la /; done'`);
    expect(text).toContain('  asked yes\n');
    expect(Object.keys(scripts)).toEqual(['programs.sh', 'stage1.sh']);
    expect(scripts['programs.sh']).toContain('cp -R /.containers-trace/context/config-bookworm.cache /build/');
    expect(scripts['programs.sh']).toMatch(/mkdir -p \/build\ncd \/build/);
  });

  it('runs each step unchanged in a separate shell', () => {
    const { scripts } = translate('FROM base\nRUN cd /tmp \\\n && echo \'$(A)\' "$B"\nRUN pwd\n');
    expect(scripts['stage0.sh']).toContain('( cd /tmp \\\n && echo \'$(A)\' "$B"\n)');
    expect(scripts['stage0.sh']).toContain('( pwd\n)');
  });

  it('sets arguments where they are declared, with their default when none is given', () => {
    const { text, scripts } = translate(
      'ARG BASE=none\nFROM $BASE\nARG BUILD_ID=x\nLABEL a.build=$BUILD_ID\nENV A="b c"\n',
    );
    expect(text).toContain('From: /store/base:1');
    expect(text).toContain('  a.build x\n');
    expect(scripts['stage0.sh']).toContain('export BUILD_ID=x');
    expect(scripts['stage0.sh']).toContain("export A='b c'");
  });

  it.each([
    ['HEALTHCHECK', 'FROM base\nHEALTHCHECK NONE'],
    ['FROM', '# nothing'],
    ['COPY --from=elsewhere', 'FROM base\nCOPY --from=elsewhere /a /b'],
  ])('names %s when it refuses a Containerfile for it', (what, text) => {
    expect(() => translate(text)).toThrow(
      expect.objectContaining({ code: 'config', message: expect.stringContaining(what) }),
    );
  });
});
