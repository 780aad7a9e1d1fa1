import { chmodSync, mkdirSync, readlinkSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ApptainerEngine } from '@core/engines/apptainer/engine';
import { ContainerRecords } from '@core/engines/apptainer/records';
import { identityOf } from '@core/process/identity';
import { removeContainers } from '@core/runs/cleanup/undo';
import { CONTAINER_ENV, RUN_LABEL } from '@shared/model/labels';
import { afterEach, describe, expect, it } from 'vitest';
import { RUN_ID } from '../setup/configs';
import { type Bystander, bystander } from '../setup/other-places';
import { scratchFolder } from '../setup/scratch';

const scratch = scratchFolder();
const ID = 'a'.repeat(64);
const started: Bystander[] = [];
afterEach(() => {
  for (const one of started.splice(0)) one.end();
});
async function start(env: Record<string, string> = {}): Promise<Bystander> {
  const one = await bystander(['sleep', '600'], env);
  started.push(one);
  return one;
}

const ownFolder = (): string => join(scratch.path, 'ct-ownown');
const engine = () => new ApptainerEngine({ env: { PATH: process.env['PATH'] }, runtimeDir: ownFolder() });

/** A record of a container of the run in a runtime folder beside ours. */
function plant(name: string, record: object, file = `${ID}.json`): string {
  const folder = join(scratch.path, name);
  mkdirSync(join(folder, 'apptainer'), { recursive: true, mode: 0o700 });
  const whole = { id: ID, name: 'ct-run-1', labels: { [RUN_LABEL]: RUN_ID }, args: [], ...record };
  writeFileSync(join(folder, 'apptainer', file), JSON.stringify(whole), { mode: 0o600 });
  return folder;
}

describe('a record of a container in a folder that all users share', () => {
  it('ends no process that does not bear the mark of the container', async () => {
    const victim = await start();
    plant('ct-abcdef', { launcher: identityOf(victim.pid) });
    await removeContainers(engine(), RUN_ID);
    expect(victim.isAlive()).toBe(true);
  });

  it('ends the process that bears it', async () => {
    const launcher = await start({ [CONTAINER_ENV]: ID });
    plant('ct-abcdef', { launcher: identityOf(launcher.pid) });
    await removeContainers(engine(), RUN_ID);
    await expect.poll(() => launcher.isAlive()).toBe(false);
  });

  it('names no mount namespace in which no process of the container is', async () => {
    const victim = await start();
    plant('ct-abcdef', { mountNs: readlinkSync(`/proc/${victim.pid}/ns/mnt`) });
    const [record] = new ContainerRecords(ownFolder()).list();
    expect(record).toMatchObject({ id: ID });
    expect(record?.mountNs).toBeUndefined();
  });

  it.each<[string, () => unknown]>([
    ['of any other name', () => plant('any', {})],
    ['that others may write to', () => chmodSync(plant('ct-abcdef', {}), 0o777)],
    ['behind a link', () => symlinkSync(plant('any', {}), join(scratch.path, 'ct-abcdef'))],
  ])('does not count in a folder %s', (_what, planted) => {
    planted();
    expect(new ContainerRecords(ownFolder()).list()).toEqual([]);
  });

  it.each<[string, object, string | undefined]>([
    ['without an id', { id: '' }, '.json'],
    ['of another id than its file', { id: 'b'.repeat(64) }, undefined],
    ['with an empty mount namespace', { mountNs: '' }, undefined],
    ['with a pid of no process', { launcher: { pid: -1, startTime: '1', bootId: 'x' } }, undefined],
  ])('does not count %s', (_what, record, file) => {
    plant('ct-abcdef', record, file);
    expect(new ContainerRecords(ownFolder()).list()).toEqual([]);
  });
});
