import { apptainerArguments, apptainerEnvironment } from '@shared/engines/apptainer-arguments';
import type { ContainerSpec } from '@shared/engines/container-spec';
import { engineLanguage } from '@shared/engines/registry';
import { RUN_LABEL } from '@shared/model/labels';
import { describe, expect, it } from 'vitest';
import { runTool } from '../../setup/run-tool';

const SPEC: ContainerSpec = {
  name: 'ct-20260101-000000-abcdef-1',
  image: '/images/demo.sif',
  command: ['ls', '-la', '$HOME'],
  env: [
    { name: 'WORD', value: `a, "b" $c 'd'`, secret: false },
    { name: 'KEY', value: 'hidden', secret: true },
  ],
  labels: { [RUN_LABEL]: '20260101-000000-abcdef' },
  volumes: [{ source: '/a,b', target: '/c', readOnly: true }],
};

describe("Apptainer's command line", () => {
  it('contains the command unchanged, with all options before the image', () => {
    const more = {
      user: '1234:4321',
      network: 'none',
      cpus: 0.5,
      memoryBytes: 1e8,
      workdir: '/tmp',
      options: ['fakeroot'],
    };
    expect(apptainerArguments({ ...SPEC, ...more }, { unsquash: true })).toEqual([
      ...['--quiet', 'exec', '--no-eval', '--unsquash', '--fakeroot'],
      '--mount=type=bind,"src=/a,b",dst=/c,readonly',
      ...['--pwd=/tmp', '--security=uid:1234,gid:4321', '--net', '--network=none', '--cpus=0.5', '--memory=100000000'],
      ...['/images/demo.sif', 'ls', '-la', '$HOME'],
    ]);
  });

  it("runs the image's script without a command, and has no network option for the host's network", () => {
    expect(apptainerArguments({ ...SPEC, command: [], volumes: [], network: 'host' })).toEqual([
      ...['--quiet', 'run', '--no-eval', '/images/demo.sif'],
    ]);
  });

  it("passes variables and marks in the environment, with the program's prefix", () => {
    const names = apptainerEnvironment(SPEC, 'singularity', 'f00').map(({ name, value }) => `${name}=${value}`);
    expect(names).toEqual([
      'CONTAINERS_TRACE_RUN=20260101-000000-abcdef',
      'CONTAINERS_TRACE_CONTAINER=f00',
      'SINGULARITYENV_CONTAINERS_TRACE_RUN=20260101-000000-abcdef',
      'SINGULARITYENV_CONTAINERS_TRACE_CONTAINER=f00',
      `SINGULARITYENV_WORD=a, "b" $c 'd'`,
      'SINGULARITYENV_KEY=hidden',
    ]);
  });

  it('starts outside of the home folder when that must not be bound', () => {
    const { shell } = engineLanguage('apptainer');
    expect(shell.create({ ...SPEC, options: ['no-home'] })).toContain('--chdir=/');
    expect(shell.create(SPEC)).not.toContain('--chdir');
  });

  it('is shown as an equivalent bash command that contains only the names of secrets', () => {
    const { shell } = engineLanguage('apptainer');
    const create = shell.create(SPEC);
    expect(create).not.toContain('hidden');
    const script = `${create}\nprintf '%s\\0' ${shell.startAttached(SPEC.name)}`;
    const words = runTool('bash', ['-c', script], { env: { KEY: 'of the caller' } }).split('\0');
    expect(words).toContain(`APPTAINERENV_WORD=a, "b" $c 'd'`);
    expect(words).toContain('APPTAINERENV_KEY=of the caller');
    expect(words.slice(words.indexOf('apptainer') + 1, -1)).toEqual(apptainerArguments(SPEC));
  });
});
