import { engineLanguage } from '@shared/engines/registry';
import type { Problem } from '@shared/images/problem';
import type { PlanFacts } from '@shared/planning/plan-facts';
import type { ContainerTarget, RunConfig } from '@shared/request/run-config';
import type { Engine, ImageDetails } from '../../engines/engine';
import { hasUprobes } from '../../kernel-tracer/uprobes';
import { findWatched, type WatchedContainer } from '../../watched/find-watched';
import { startedProgram } from '../../watched/started-program';
import { closedEngine, hiddenLayers, NO_UPROBES } from '../../watched/watched-texts';

interface WatchFacts {
  facts: Pick<PlanFacts, 'watched'>;
  problems: Problem[];
}

const NOTHING: WatchFacts = { facts: {}, problems: [] };

const refused = (problem: Problem): WatchFacts => ({ facts: {}, problems: [problem] });

/** The watched functions of a request in the files of its image, and why others cannot be watched. */
export async function watchFacts(
  config: RunConfig,
  target: ContainerTarget,
  details: ImageDetails,
  engine: Engine,
  signal: AbortSignal,
): Promise<WatchFacts> {
  if (watchOf(config).length === 0) return NOTHING;
  const layers = await engine.imageLayers(target.image, signal);
  if ('hidden' in layers) return refused(hiddenLayers(layers.hidden));
  return found(config, {
    layers: layers.folders,
    volumes: target.volumes,
    image: target.image,
    command: startedProgram({ command: config.command, entrypoint: target.entrypoint }, details),
    env: details.env,
  });
}

/** For a program on this machine. */
export const watchFactsOfHost = (config: RunConfig): WatchFacts =>
  found(config, {
    layers: ['/'],
    volumes: [],
    image: 'The command',
    command: config.command[0] ?? '',
    env: [`PATH=${process.env['PATH'] ?? ''}`],
  });

/** For an engine whose socket is closed to the user, who cannot read the images either. */
export const watchFactsOfClosed = (config: RunConfig, { engine }: ContainerTarget): Problem[] =>
  watchOf(config).length === 0 ? [] : [closedEngine(engineLanguage(engine).title)];

const watchOf = ({ recording }: RunConfig) => recording.kernel?.watch ?? [];

function found(config: RunConfig, container: WatchedContainer): WatchFacts {
  const watch = watchOf(config);
  if (watch.length === 0) return NOTHING;
  if (hasUprobes() === false) return refused(NO_UPROBES);
  const { found: watched, problems } = findWatched(watch, container);
  return { facts: { watched }, problems };
}
