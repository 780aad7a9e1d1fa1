import { RUN_ENV, RUN_LABEL } from '@shared/model/labels';
import { z } from 'zod';
import { processes } from '../setup/process-table';
import { ask } from './ask';
import type { EngineDoor, Leak } from './leak';

const podmanReply = z.array(z.object({ Id: z.string(), Labels: z.record(z.string(), z.string()).nullish() }));

/** Finds containers with a run's label, running or not, in one engine after the other. */
export async function findContainers(engines: readonly EngineDoor[], living: ReadonlySet<string>): Promise<Leak[]> {
  const found = await Promise.all(engines.map(containersOf));
  return found
    .flat()
    .filter(({ run }) => !living.has(run))
    .map(({ id, run, engine }) => ({ kind: 'container', what: `${id} of the run ${run} on ${engine}` }));
}

interface Found {
  id: string;
  run: string;
  engine: string;
}

/** Includes processes in other pid namespaces, which /proc shows, too. */
function markedProcesses(engine: string): Found[] {
  return processes().flatMap(({ pid, environment }) => {
    const run = environment.find((word) => word.startsWith(`${RUN_ENV}=`))?.slice(RUN_ENV.length + 1);
    return run === undefined ? [] : [{ id: `process ${pid}`, run, engine }];
  });
}

async function containersOf(engine: EngineDoor): Promise<Found[]> {
  if (engine.dialect === 'marks') return markedProcesses(engine.name);
  const list = [...engine.command, 'ps', '--all', '--no-trunc', `--filter=label=${RUN_LABEL}`];
  if (engine.dialect === 'podman') {
    const reply = podmanReply.parse(JSON.parse(await ask([...list, '--format=json'], engine.env)));
    return reply.map(({ Id, Labels }) => ({ id: Id, run: Labels?.[RUN_LABEL] ?? '', engine: engine.name }));
  }
  const reply = await ask([...list, `--format={{.ID}} {{.Label "${RUN_LABEL}"}}`], engine.env);
  return reply
    .split('\n')
    .filter(Boolean)
    .map((line) => ({ id: line.split(' ')[0] ?? '', run: line.split(' ')[1] ?? '', engine: engine.name }));
}
