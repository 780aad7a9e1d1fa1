import type { BuildNeeds } from '@core/images/build-needs';
import { ENGINE_IDS, engineIdSchema } from '@shared/engines/registry';
import { recipeIdSchema } from '@shared/images/recipe-id';
import { parseOrThrow } from '@shared/model/parse';
import { oneLine } from '@shared/model/plain-text';
import { MIB } from '@shared/model/units';
import type { Command } from 'commander';
import type { CliState } from '../cli-state';
import { demoEngine } from '../demo-engine';
import { table } from '../figures';
import { withCore } from '../open-core';
import { buildNeedsSchema, builtSchema, imagesSchema } from '../output-schemas';
import { requireOption } from '../request/required-option';
import { onSignals } from '../signals';
import { terminal } from '../terminal';

export function addImages(command: Command): void {
  requireOption(command, '--engine <engine>', ENGINE_IDS.join(' or ')).action(
    async (own: { engine: string }, command: Command) =>
      withCore(command, async (core, { json }) => {
        const images = await core.images(parseOrThrow(engineIdSchema, own.engine, 'The engine'));
        if (json) return terminal.json(imagesSchema, images);
        if (images.length === 0) return terminal.say('No images. Run `build` to build the demo image.');
        terminal.answer(
          table(
            ['IMAGE', 'SIZE MiB', 'CREATED', 'ID'],
            images.map((image) => [
              oneLine(image.names.join(' ') || '(no name)'),
              (image.sizeBytes / MIB).toFixed(0),
              image.createdAt.slice(0, 10),
              image.id.slice(7, 19),
            ]),
          ),
        );
      }),
  );
}

interface BuildOptions {
  engine?: string;
  from?: string;
  check?: boolean;
}

const NEEDS: Record<BuildNeeds, string> = {
  nothing: 'is up to date',
  build: 'must be built; its base image is available',
  'base-image': 'must be built, and its base image comes from a registry or from mmdebstrap',
};

export function addBuild(command: Command, _state: CliState): void {
  command
    .option('--engine <engine>', `${ENGINE_IDS.join(' or ')}; default: the first one that is ready`)
    .option('--from <source>', 'use an image built by another engine, as docker-archive:FILE or docker-daemon:NAME')
    .option('--check', 'show whether the image is up to date and what a build would need, and build nothing')
    .action(async (recipe: string | undefined, own: BuildOptions, command: Command) =>
      withCore(command, async (core, { json }) => {
        const id = parseOrThrow(recipeIdSchema, recipe ?? 'demo', 'The recipe');
        const engine =
          own.engine === undefined ? await demoEngine(core) : parseOrThrow(engineIdSchema, own.engine, 'The engine');
        if (own.check) {
          const { reference, needs } = await core.buildNeeds(engine, id);
          if (json) return terminal.json(buildNeedsSchema, { reference, needs });
          return terminal.answer(`${reference} ${NEEDS[needs]}`);
        }
        const cancel = new AbortController();
        const release = onSignals(() => cancel.abort());
        try {
          const built = await core.build(engine, id, (line) => terminal.offer(`${line}\n`), cancel.signal, own.from);
          if (json)
            terminal.json(builtSchema, { reference: built.reference, imageId: built.imageId, built: built.built });
          else terminal.answer(`${built.reference} ${built.built ? 'built' : 'is up to date'}`);
        } finally {
          release();
        }
      }),
    );
}
