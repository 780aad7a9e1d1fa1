import { ENGINE_IDS, engineIdSchema } from '@shared/engines/registry';
import { recipeIdSchema } from '@shared/images/recipe-id';
import { parseOrThrow } from '@shared/model/parse';
import { oneLine } from '@shared/model/plain-text';
import { MIB } from '@shared/model/units';
import type { Command } from 'commander';
import type { CliState } from '../cli-state';
import { table } from '../figures';
import { withCore } from '../open-core';
import { builtSchema, imagesSchema } from '../output-schemas';
import { onSignals } from '../signals';
import { terminal } from '../terminal';

export function addImages(program: Command): void {
  program
    .command('images')
    .description('list the images of an engine')
    .requiredOption('--engine <engine>', ENGINE_IDS.join(' or '))
    .action(async (own: { engine: string }, command: Command) =>
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

export function addBuild(program: Command, _state: CliState): void {
  program
    .command('build [recipe]')
    .description('build an image that ships with the product: demo (the default) or base')
    .requiredOption('--engine <engine>', ENGINE_IDS.join(' or '))
    .option('--from <source>', 'use an image built by another engine, as docker-archive:FILE or docker-daemon:NAME')
    .action(async (recipe: string | undefined, own: { engine: string; from?: string }, command: Command) =>
      withCore(command, async (core, { json }) => {
        const engine = parseOrThrow(engineIdSchema, own.engine, 'The engine');
        const id = parseOrThrow(recipeIdSchema, recipe ?? 'demo', 'The recipe');
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
