import { existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { create, run, type Subject, shell, specOf } from './subject';

export function optionsContract(open: () => Subject): void {
  describe('options', () => {
    it('binds folders read-only and writable', async () => {
      const source = join(open().folder, 'bound');
      mkdirSync(source);
      writeFileSync(join(source, 'in'), 'from the host');
      const volumes = [
        { source, target: '/rw', readOnly: false },
        { source, target: '/ro', readOnly: true },
      ];
      const script = 'cat /ro/in; echo from the container >/rw/out; echo no 2>&1 >/ro/refused || echo refused';
      const ran = await run(open(), specOf(open(), shell(script), { volumes }));
      expect(ran.stdout).toContain('from the host');
      expect(ran.stdout).toContain('refused');
      expect(readFileSync(join(source, 'out'), 'utf8')).toBe('from the container\n');
      expect(statSync(join(source, 'out')).uid).toBe(process.getuid?.());
      expect(existsSync(join(source, 'refused'))).toBe(false);
    });

    it('binds paths with commas, quotes and colons, or refuses them by name', async () => {
      const { folder, engine } = open();
      const volumes = ['a,b "c"', 'd:e', "f,g:h'"].map((name) => ({
        source: join(folder, name),
        target: `/mnt/${name}`,
        readOnly: true,
      }));
      for (const { source } of volumes) {
        mkdirSync(source);
        writeFileSync(join(source, 'in'), source);
      }
      const read = ['/bin/cat', ...volumes.map(({ target }) => `${target}/in`)];
      const all = await run(open(), specOf(open(), read, { volumes })).catch((error: unknown) => error);
      if (engine.id !== 'podman') {
        expect(all).toMatchObject({ stdout: volumes.map(({ source }) => source).join('') });
        return;
      }
      expect(all).toMatchObject({ code: 'config', message: expect.stringContaining('f,g:h') });
      const sayable = volumes.slice(0, 2);
      const ran = await run(open(), specOf(open(), read.slice(0, 3), { volumes: sayable }));
      expect(ran.stdout).toBe(sayable.map(({ source }) => source).join(''));
    });

    it('refuses to bind a missing path, and creates no folder of that name', async () => {
      const source = join(open().folder, 'not-there');
      const spec = specOf(open(), ['true'], { volumes: [{ source, target: '/x', readOnly: true }] });
      await expect(run(open(), spec)).rejects.toMatchObject({ message: expect.stringContaining('not-there') });
      expect(existsSync(source)).toBe(false);
    });

    it('sets working directory, user, environment and entrypoint, of a container without a label too', async () => {
      const spec = specOf(open(), ['-c', 'pwd; id -u; id -g; echo "$WORD"'], {
        workdir: '/usr/local',
        user: '1234:4321',
        env: [
          { name: 'WORD', value: 'a "quoted" $word', secret: false },
          { name: 'HIDDEN', value: 'x', secret: true },
        ],
        entrypoint: ['/bin/sh'],
        unlabelled: true,
      });
      const ran = await run(open(), spec);
      expect(ran.stdout.split('\n')).toEqual(['/usr/local', '1234', '4321', 'a "quoted" $word', '']);
    });

    it('gives no network if none was requested', async () => {
      const ran = await run(open(), specOf(open(), shell('tail -n +3 /proc/net/dev | cut -d: -f1')));
      expect(ran.stdout.trim().split(/\s+/)).toEqual(['lo']);
    });

    it("sets the engine's limits of processors and memory, or refuses with an error", async () => {
      const memoryBytes = 64 * 1024 ** 2;
      const spec = specOf(open(), ['true'], { cpus: 0.5, memoryBytes });
      const created = await create(open(), spec).catch((error: unknown) => error);
      if (typeof created !== 'string') {
        expect(open().rootless, 'root may set limits').toBe(true);
        expect(created).toMatchObject({ code: 'config', message: expect.stringMatching(/memory|processors/) });
        expect(await open().raw.listContainers({ all: true, filters: { name: [spec.name] } })).toEqual([]);
        return;
      }
      const { HostConfig } = await open().raw.getContainer(created).inspect();
      expect(HostConfig.Memory).toBe(memoryBytes);
      expect(cpus(HostConfig)).toBe(0.5);
    });
  });
}

/** Docker returns the requested value. Podman returns the resulting quota for a period. */
function cpus(config: {
  NanoCpus?: number | undefined;
  CpuQuota?: number | undefined;
  CpuPeriod?: number | undefined;
}): number {
  if (config.NanoCpus) return config.NanoCpus / 1e9;
  return (config.CpuQuota ?? 0) / (config.CpuPeriod || 100_000);
}
