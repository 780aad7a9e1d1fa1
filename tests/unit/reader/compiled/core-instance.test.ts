import { coreModule, createCoreInstance, createCoreMemory } from '@reader/compiled/core-instance';
import { describe, expect, it } from 'vitest';

const MIB = 1024 * 1024;

describe('the memory of the compiled core', () => {
  it('imports nothing but its memory, and is the same on every build', () => {
    const module = coreModule();
    expect(WebAssembly.Module.imports(module)).toEqual([{ module: 'env', name: 'memory', kind: 'memory' }]);
  });

  it('is compiled once', () => {
    expect(coreModule()).toBe(coreModule());
  });

  it('grows for what is reserved, and answers 0 beyond its maximum', () => {
    const memory = createCoreMemory(8 * MIB);
    const core = createCoreInstance(coreModule(), memory);
    const first = core.reserve(3 * MIB);
    expect(first % 64).toBe(0);
    const second = core.reserve(4 * MIB);
    expect(second).toBeGreaterThanOrEqual(first + 3 * MIB);
    expect(core.reserve(2 * MIB) >>> 0).toBe(0);
    expect(core.reserve(0xffff_fff0) >>> 0).toBe(0);
    expect(memory.buffer.byteLength).toBeLessThanOrEqual(8 * MIB);
    expect(core.reserve(MIB / 4)).toBeGreaterThan(second);
  });

  it('gives each instance of one memory a part of its own', () => {
    const memory = createCoreMemory(8 * MIB);
    const module = coreModule();
    const parts = [createCoreInstance(module, memory), createCoreInstance(module, memory)].map((core) =>
      core.reserve(64),
    );
    expect(Math.abs((parts[0] ?? 0) - (parts[1] ?? 0))).toBe(64);
  });
});
