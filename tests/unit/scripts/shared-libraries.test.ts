import { describe, expect, it } from 'vitest';
import { missingIn, missingLibraries, requirementsFor } from '../../../scripts/setup/shared-libraries.mjs';

const LDD = `\tlinux-vdso.so.1 (0x00007ffd)
\tlibffmpeg.so => /opt/electron/libffmpeg.so (0x00007f)
\tlibnss3.so => not found
\tlibnssutil3.so => not found
\tlibgtk-3.so.0 => not found
\tlibgtk-3.so.0 => not found
\t/lib64/ld-linux-x86-64.so.2 (0x00007f)
`;

describe('missing shared libraries', () => {
  it('are those that ldd does not find', () => {
    expect(missingIn(LDD)).toEqual(['libnss3.so', 'libnssutil3.so', 'libgtk-3.so.0']);
    expect(missingIn('\tlibm.so.6 => /lib/libm.so.6 (0x00007f)\n')).toEqual([]);
  });

  it('are asked for once a package', () => {
    expect(requirementsFor(missingIn(LDD)).map((requirement) => requirement.packages)).toEqual([
      [['libnss3']],
      [['libgtk-3-0t64', 'libgtk-3-0']],
    ]);
  });

  it('are also those that Electron opens later, which ldd does not list', () => {
    const packages = missingLibraries(process.execPath, () => false).map((requirement) => requirement.packages);
    expect(packages).toEqual([[['libx11-xcb1']]]);
    expect(missingLibraries(process.execPath, () => true)).toEqual([]);
  });

  it('are named when no package is known', () => {
    expect(() => requirementsFor(['libunheard.so.9'])).toThrow('libunheard.so.9');
  });
});
