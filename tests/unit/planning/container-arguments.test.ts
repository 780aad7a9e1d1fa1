import { createArguments, createBody } from '@shared/engines/container-arguments';
import type { ContainerSpec } from '@shared/engines/container-spec';
import { engineLanguage } from '@shared/engines/registry';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { argumentText } from '../setup/words';

const name = fc.stringMatching(/^[A-Za-z_][A-Za-z0-9_]{0,8}$/);
const path = argumentText().map((text) => `/${text.replaceAll('\n', '')}`);
const specs: fc.Arbitrary<ContainerSpec> = fc.record({
  name,
  image: name,
  command: fc.array(argumentText(), { maxLength: 4 }),
  entrypoint: fc.option(fc.array(argumentText(), { minLength: 1, maxLength: 3 }), { nil: undefined }),
  env: fc.array(fc.record({ name, value: argumentText(), secret: fc.boolean() }), { maxLength: 4 }),
  labels: fc.dictionary(name, name, { maxKeys: 2 }),
  volumes: fc.array(fc.record({ source: path, target: path, readOnly: fc.boolean() }), { maxLength: 3 }),
  workdir: fc.option(path, { nil: undefined }),
  user: fc.option(name, { nil: undefined }),
  network: fc.option(name, { nil: undefined }),
  cpus: fc.option(fc.constantFrom(0.5, 1, 2), { nil: undefined }),
  memoryBytes: fc.option(fc.constantFrom(6_291_456, 1e9), { nil: undefined }),
  unlabelled: fc.boolean(),
  confined: fc.boolean(),
});

/** The fields of one line of CSV, as both engines read `--mount`. */
function csvFields(line: string): string[] {
  return [...line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/gs)].map(
    ([, quoted, plain]) => quoted?.replaceAll('""', '"') ?? plain ?? '',
  );
}

/** Parses the shown command into the fields of the API's body. */
function bodyShown(spec: ContainerSpec) {
  const words = createArguments(spec);
  const at = words.indexOf(spec.image, 2);
  const options = words.slice(1, at);
  const all = (option: string): string[] =>
    options.filter((word) => word.startsWith(`--${option}=`)).map((word) => word.slice(option.length + 3));
  const [entrypoint] = all('entrypoint');
  const rest = words.slice(at + 1);
  return {
    name: all('name')[0],
    env: all('env'),
    mounts: all('mount').map(csvFields),
    labels: all('label'),
    limits: [all('workdir')[0], all('user')[0], all('network')[0], all('cpus')[0], all('memory')[0]],
    dropped: all('cap-drop'),
    security: all('security-opt'),
    argv: [...(entrypoint === undefined ? [] : [entrypoint]), ...rest],
  };
}

describe('the shown command and the API call', () => {
  it('are equal for any container', () => {
    fc.assert(
      fc.property(specs, (spec) => {
        const shown = bodyShown(spec);
        const body = createBody(spec);
        expect(shown.name).toBe(body.name);
        expect(shown.argv).toEqual([...(body.Entrypoint ?? []), ...(body.Cmd ?? [])]);
        expect(shown.env).toEqual(
          body.Env.map((entry, index) => (spec.env[index]?.secret ? entry.slice(0, entry.indexOf('=')) : entry)),
        );
        expect(shown.mounts).toEqual(
          body.HostConfig.Mounts.map((mount) => [
            `type=${mount.Type}`,
            `src=${mount.Source}`,
            `dst=${mount.Target}`,
            ...(mount.ReadOnly ? ['readonly'] : []),
          ]),
        );
        expect(shown.labels).toEqual(Object.entries(body.Labels).map(([key, value]) => `${key}=${value}`));
        expect(shown.security).toEqual(body.HostConfig.SecurityOpt ?? []);
        expect(shown.security).toEqual(body.HostConfig.SecurityOpt ?? []);
        expect(shown.security.includes('label=disable')).toBe(spec.unlabelled);
        expect(shown.dropped).toEqual(body.HostConfig.CapDrop ?? []);
        expect(shown.dropped.includes('MKNOD')).toBe(spec.confined);
        expect(shown.limits).toEqual(
          [
            body.WorkingDir,
            body.User,
            body.HostConfig.NetworkMode,
            body.HostConfig.NanoCpus === undefined ? undefined : body.HostConfig.NanoCpus / 1e9,
            body.HostConfig.Memory,
          ].map((value) => value?.toString()),
        );
      }),
    );
  });

  it.each(['podman', 'docker'] as const)('uses the program %s, and removes containers by force', (id) => {
    const { shell } = engineLanguage(id);
    expect(shell.remove('x')).toBe(`${id} rm --force --volumes x >/dev/null`);
    expect(shell.startAttached('x')).toBe(`${id} start --attach x`);
    expect(shell.removeLabelled({ key: 'a', value: 'b' }, '')).toBe(
      `for id in $(${id} ps --all --quiet --filter=label=a=b); do ${id} rm --force --volumes "$id" >/dev/null || true; done`,
    );
  });
});
