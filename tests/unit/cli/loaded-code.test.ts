import { expect, it } from 'vitest';
import { evaluatedWith } from '../setup/evaluated-modules';

it('the help and the version load the definitions of the commands, and nothing of the core', () => {
  const { modules, packages } = evaluatedWith('cli/run-cli.ts');
  expect([...packages]).toEqual(['commander']);
  expect([...modules].filter((file) => !/^(cli|shared\/model)\//.test(file))).toEqual([]);
  expect(modules.size).toBeLessThan(20);
});

it.each(['traces', 'note', 'trash'])(
  'the command module %s loads the library, and neither engines nor the reader',
  (name) => {
    const { modules, packages } = evaluatedWith(`cli/commands/${name}.ts`);
    expect([...packages]).toEqual(['zod']);
    const parts = [...modules].filter((file) =>
      /^(core\/(engines|runs|images|imports|viewer|doctor|privilege|tracer|analysis)|reader)\//.test(file),
    );
    expect(parts).toEqual([]);
    expect(modules).toContain('core/library/trace-library.ts');
  },
);
