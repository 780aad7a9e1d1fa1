import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { viewerOf } from '@core/viewer/find-viewer';
import { passesArguments } from '@core/viewer/passes-arguments';
import { terminalCommand } from '@core/viewer/terminal';
import { TERMINALS } from '@core/viewer/terminals';
import type { AppError } from '@shared/model/app-error';
import { describe, expect, it } from 'vitest';
import { scratchFolder } from '../setup/scratch';

const scratch = scratchFolder();
const put = (path: string, text = '#!/bin/sh\n'): string => {
  const full = join(scratch.path, path);
  mkdirSync(dirname(full), { recursive: true });
  writeFileSync(full, text, { mode: 0o755 });
  return full;
};
const places = () => ({
  env: { PATH: join(scratch.path, 'bin') },
  home: join(scratch.path, 'home'),
  root: scratch.path,
});
/** As Debian's package has it. */
const DEAF = '#!/bin/sh\n\n/usr/bin/java -jar /usr/share/java/equinox-launcher.jar -data @noDefault\n';

describe('Trace Compass', () => {
  it('is the one of the settings, whatever else there is; one that does not serve is not passed over', async () => {
    put('bin/tracecompass');
    const chosen = put('elsewhere/tc');
    expect(await viewerOf(places(), chosen)).toMatchObject({ found: { path: chosen }, source: 'setting' });
    expect(await viewerOf(places(), '/no/such')).toEqual({ found: undefined, broken: '/no/such' });
  });

  it('is looked for on PATH before the usual places, and nowhere is said as such', async () => {
    expect(await viewerOf(places(), null)).toEqual({ found: undefined, broken: null });
    const unpacked = put('opt/trace-compass/tracecompass');
    expect(await viewerOf(places(), null)).toMatchObject({ found: { path: unpacked }, source: 'found' });
    const onPath = put('bin/tracecompass');
    expect(await viewerOf(places(), null)).toMatchObject({ found: { path: onPath } });
  });

  it('is not a starter that passes nothing on: the next one is taken', async () => {
    const deaf = put('usr/bin/tracecompass', DEAF);
    expect(passesArguments(deaf)).toBe(false);
    expect(await viewerOf(places(), null)).toEqual({ found: undefined, broken: null });
    const entry = `[Desktop Entry]\nExec=${put('apps/tc', `${DEAF.trimEnd()} "$@"\n`)}\n`;
    put('home/.local/share/applications/trace-compass.desktop', entry);
    expect(await viewerOf(places(), null)).toMatchObject({ found: { path: join(scratch.path, 'apps/tc') } });
  });

  it('has its version in the manifest of its branding where it has no features', async () => {
    const program = put('usr/bin/tracecompass', '#!/bin/sh\nexec java "$@"\n');
    const branding =
      'usr/share/eclipse-tracecompass/plugins/org.eclipse.tracecompass.rcp.branding/META-INF/MANIFEST.MF';
    put(branding, 'Manifest-Version: 1.0\nBundle-Version: 6.2.0.qualifier\n');
    expect(await viewerOf(places(), null)).toMatchObject({ found: { path: program, version: '6.2.0' } });
  });
});

describe('the terminal', () => {
  const leaves = ['/l/a kernel', "/l/it's"];
  const env = () => ({ PATH: join(scratch.path, 'bin'), DISPLAY: ':1' });

  it('gets words, not a line', () => {
    put('bin/babeltrace2');
    put('bin/konsole');
    const command = terminalCommand(leaves, env());
    expect(command.slice(0, 4)).toEqual([join(scratch.path, 'bin/konsole'), '-e', 'bash', '-c']);
    expect(command.slice(-2)).toEqual(leaves);
  });

  it('is missing without a desktop, without babeltrace2 and without any that is known', () => {
    const refused = (given: Record<string, string>) => {
      try {
        return terminalCommand(leaves, given).join(' ');
      } catch (error) {
        const { code, message, hint } = error as AppError;
        return `${code} ${message} ${hint}`;
      }
    };
    expect(refused({ PATH: '/nowhere' })).toMatch(/^missing .*desktop/);
    expect(refused(env())).toMatch(/^missing .*babeltrace2.*install babeltrace2/);
    put('bin/babeltrace2');
    expect(refused(env())).toMatch(new RegExp(`^missing .*${TERMINALS.map(({ name }) => name).join(', ')}`));
  });
});
