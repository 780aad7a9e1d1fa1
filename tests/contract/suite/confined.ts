import { CONFINED } from '@shared/engines/container-arguments';
import { describe, expect, it } from 'vitest';
import { run, type Subject, shell, specOf } from './subject';

/** Numbers of capabilities, linux/capability.h. */
const BITS: Record<(typeof CONFINED.dropped)[number], bigint> = {
  MKNOD: 27n,
  SETFCAP: 31n,
  DAC_READ_SEARCH: 2n,
  SYS_ADMIN: 21n,
  SYS_RAWIO: 17n,
  SYS_MODULE: 16n,
  SYS_PTRACE: 19n,
};

/** A container that root creates for another user. Nothing in it gives access to the host. */
export function confinedContract(open: () => Subject): void {
  describe('a confined container', () => {
    it('cannot create devices, has none of the dropped capabilities, and gains none', async () => {
      const script = 'mknod /d b 7 0 && echo made; mknod /n c 1 3 && echo made; cat /proc/self/status';
      const { stdout } = await run(open(), specOf(open(), shell(script), { confined: true }));
      expect(stdout).not.toContain('made');
      expect(stdout).toMatch(/^NoNewPrivs:\s+1$/m);
      const bounding = BigInt(`0x${/^CapBnd:\s+([0-9a-f]+)$/m.exec(stdout)?.[1] ?? 'f'.repeat(16)}`);
      expect(CONFINED.dropped.filter((name) => (bounding >> BITS[name]) & 1n)).toEqual([]);
    });
  });
}
