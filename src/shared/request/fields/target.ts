import { z } from 'zod';
import { type Volume, volumeSchema } from '../../engines/container-spec';
import { ENGINE_IDS, engineIdSchema, engineLanguage } from '../../engines/registry';
import { AppError } from '../../model/app-error';
import { nameSchema, rowsOf } from '../../model/bounds';
import { imageReferenceSchema } from '../../model/image-reference';
import { MIB } from '../../model/units';
import { MEBIBYTES } from '../draft/amount';
import { argumentSchema, hasNoNul, MOST_ARGUMENTS } from './argument';
import { bytesOption, listOf, listOption, numberOption, textOption } from './cli-codecs';
import { amountDraft, argvDraft, draftText, rowsDraft, textDraft } from './draft-codecs';
import { type Environment, field } from './field';

export const envVariableSchema = z.object({
  name: nameSchema.regex(/^[A-Za-z_][A-Za-z0-9_]*$/, 'a variable is letters, digits and _'),
  value: argumentSchema,
  /** Whether only the container gets the value, not the library, the log or the shown commands. */
  secret: z.boolean(),
});
type EnvVariable = z.infer<typeof envVariableSchema>;

const ENGINE_OPTION_HELP = ENGINE_IDS.map((id) => ({ id, names: engineLanguage(id).options.map(({ id }) => id) }))
  .filter(({ names }) => names.length > 0)
  .map(({ id, names }) => `${id}: ${names.join(', ')}`)
  .join('; ');

/** The fields of the container. */
export const TARGET_FIELDS = {
  engine: field({
    order: 10,
    schema: engineIdSchema,
    draft: {
      key: 'engine',
      /** Null: the first engine that is ready. */
      schema: nameSchema.nullable(),
      empty: null,
      read: (_value, { engine }) => engine ?? '',
      write: (engine: string | undefined) => engine ?? null,
    },
    cli: textOption('container', '--engine <engine>', ENGINE_IDS.join(' or ')),
  }),
  image: field({
    order: 20,
    schema: imageReferenceSchema,
    draft: {
      key: 'image',
      schema: draftText,
      empty: '',
      read: (text) => text.trim(),
      write: (image: string | undefined) => image ?? '',
    },
    cli: textOption('container', '--image <image>', 'an image of the engine, or the path of an image'),
  }),
  volumes: field({
    order: 60,
    schema: rowsOf(volumeSchema).default([]),
    draft: rowsDraft('volumes', {
      row: z.object({ source: draftText, target: draftText, readOnly: z.boolean() }),
      textOf: (row) => row.source + row.target,
      read: (row) => ({ ...row, source: row.source.trim(), target: row.target.trim() }),
      write: (volume: Volume) => ({ ...volume }),
      part: 'target',
      problems: volumeProblems,
    }),
    cli: listOption('container', '--volume <source:target[:ro]>', 'bind a folder or file', volumeOf),
  }),
  env: field({
    order: 50,
    schema: rowsOf(envVariableSchema).default([]),
    draft: rowsDraft('env', {
      row: z.object({ name: draftText, value: draftText, secret: z.boolean() }),
      textOf: (row) => row.name + row.value,
      read: (row) => ({ ...row, name: row.name.trim() }),
      write: ({ name, value, secret }: EnvVariable) => ({ name, value: secret ? '' : value, secret }),
      part: 'name',
      problems: envProblems,
    }),
    cli: {
      group: 'container',
      options: [
        {
          flags: '--env <name=value>',
          help: 'set a variable; NAME alone takes its value from here; may be repeated',
          repeats: true,
        },
        {
          flags: '--secret-env <name=value>',
          help: 'set a variable whose value is neither stored nor shown; may be repeated',
          repeats: true,
        },
      ],
      read: (raw, env) => [
        ...listOf(raw, 'env').map((text) => variableOf(text, false, env)),
        ...listOf(raw, 'secretEnv').map((text) => variableOf(text, true, env)),
      ],
      // Secret variables follow the others.
      optionOf: ([index], raw) => (Number(index) < listOf(raw, 'env').length ? '--env' : '--secret-env'),
    },
  }),
  workdir: field({
    order: 80,
    schema: z
      .string()
      .max(4096, 'a path has at most 4096 characters')
      .startsWith('/', 'a working directory starts with /')
      .refine(hasNoNul, 'a path holds no NUL character')
      .optional(),
    draft: textDraft('workdir'),
    cli: textOption('container', '--workdir <path>', 'working directory'),
  }),
  user: field({
    order: 90,
    schema: nameSchema.regex(/^[A-Za-z0-9_][A-Za-z0-9_.:-]*$/, 'a user is a name or an id, with :group').optional(),
    draft: textDraft('user'),
    cli: textOption('container', '--user <user[:group]>', 'user'),
  }),
  network: field({
    order: 100,
    schema: nameSchema.regex(/^[A-Za-z0-9][A-Za-z0-9_.-]*$/, 'a network is a name').optional(),
    draft: textDraft('network'),
    cli: textOption('container', '--network <network>', "none, host, bridge or a network's name"),
  }),
  cpus: field({
    order: 110,
    schema: z
      .number('processors are a number')
      .positive('more than 0 processors')
      .max(1024, 'at most 1024 processors')
      .optional(),
    draft: amountDraft('cpus', { '': 1 }),
    cli: numberOption('container', '--cpus <n>', 'maximum number of processors'),
  }),
  memoryBytes: field({
    order: 120,
    schema: z
      .number('memory is a number of bytes')
      .int('memory is a whole number of bytes')
      .min(6 * MIB, 'engines refuse less than 6 MiB')
      .optional(),
    draft: amountDraft('memoryMiB', MEBIBYTES, { factor: MIB }),
    cli: bytesOption('container', '--memory <bytes>', 'maximum memory, with k, m or g'),
  }),
  entrypoint: field({
    order: 70,
    schema: z.array(argumentSchema).max(MOST_ARGUMENTS, 'at most 10 000 arguments').optional(),
    draft: argvDraft('entrypoint'),
    cli: textOption('container', '--entrypoint <program>', "program to run instead of the image's", (program) => [
      program,
    ]),
  }),
  options: field({
    order: 130,
    /** Options that only this engine has: ids of EngineLanguage.options. */
    schema: z.array(z.string().max(40)).max(20).default([]),
    draft: {
      key: 'options',
      schema: rowsOf(nameSchema),
      empty: [] as string[],
      read: optionsOfEngine,
      write: (options: string[]) => options,
    },
    cli: listOption('container', '--engine-option <name>', `option that only one engine has (${ENGINE_OPTION_HELP})`),
  }),
};

/** Selects the options of this engine. Options of other engines stay in the form but not in the request. */
export function optionsOfEngine(options: readonly string[], { engine }: { engine: string | null }): string[] {
  const { data } = engineIdSchema.safeParse(engine);
  return data ? options.filter((option) => engineLanguage(data).options.some(({ id }) => id === option)) : [];
}

function envProblems(rows: readonly { name: string; value: string; secret: boolean }[], filled: readonly number[]) {
  const problems: Record<string, string> = {};
  const names = new Set<string>();
  for (const index of filled) {
    const { name, value, secret } = rows[index] ?? { name: '', value: '', secret: false };
    if (name.trim() === '') problems[`${index}.name`] = 'name the variable, or empty the row';
    else if (names.has(name.trim())) problems[`${index}.name`] = `“${name.trim()}” is already set above`;
    if (secret && value === '') problems[`${index}.value`] = 'the value was not stored: type it again';
    names.add(name.trim());
  }
  return problems;
}

function volumeProblems(rows: readonly { source: string; target: string }[], filled: readonly number[]) {
  const problems: Record<string, string> = {};
  const targets = new Set<string>();
  for (const index of filled) {
    const { source, target } = rows[index] ?? { source: '', target: '' };
    if (source.trim() === '') problems[`${index}.source`] = 'name a path on this machine, or empty the row';
    if (target.trim() === '') problems[`${index}.target`] = 'name a path inside the container';
    else if (targets.has(target.trim())) problems[`${index}.target`] = `“${target.trim()}” is already bound above`;
    targets.add(target.trim());
  }
  return problems;
}

/** Without `=`, the value comes from the environment of the command line. */
function variableOf(text: string, secret: boolean, env: Environment): EnvVariable {
  const at = text.indexOf('=');
  const name = at < 0 ? text : text.slice(0, at);
  return { name, value: at < 0 ? (env[name] ?? '') : text.slice(at + 1), secret };
}

/** @throws AppError `config` that names the option */
function volumeOf(text: string, option: string): Volume {
  const [source = '', target = '', mode, ...more] = text.split(':');
  if ((mode !== undefined && mode !== 'ro' && mode !== 'rw') || more.length > 0)
    throw new AppError('config', `${option} takes SOURCE:TARGET[:ro], not ${JSON.stringify(text)}.`);
  return { source, target, readOnly: mode === 'ro' };
}
