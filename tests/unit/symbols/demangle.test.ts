import { loadDemangler } from '@core/symbols/demangling/demangle';
import { withMemoryLimit } from '@core/symbols/demangling/memory-limit';
import { describe, expect, it } from 'vitest';

const demangle = await loadDemangler();

/** Each template refers twice to the one before, so the text doubles with each. */
function doubling(times: number): string {
  const reference = (index: number): string => `S${index.toString(36).toUpperCase()}_`;
  const parts = Array.from({ length: times }, (_, index) => `S_I${reference(index)}${reference(index)}E`);
  return `_Z1f1aIiiE${parts.join('')}`;
}

describe('a mangled name', () => {
  it.each([
    ['_ZNSt6vectorIiSaIiEE9push_backERKi', 'std::vector<int, std::allocator<int> >::push_back(int const&)'],
    ['_ZN4core3fmt9Formatter9write_str17h0123456789abcdefE', 'core::fmt::Formatter::write_str'],
    ['_RNvCskwGfYPst2Cb_3foo16example_function', 'foo::example_function'],
    ['_ZN3foo3barEv.constprop.0', 'foo::bar() [clone .constprop.0]'],
    ['_ZZN3foo3barEvENKUlvE_clEv', 'foo::bar()::{lambda()#1}::operator()() const'],
  ])('%s is read as %s', (raw, name) => {
    expect(demangle(raw)).toBe(name);
  });

  it('stays as it is if it is not mangled or not valid', () => {
    for (const name of ['main', '', '_start', '_Zx', '_ZN99999999foo', '_R', 'größe', '?', '_Z\ufffd'])
      expect(demangle(name)).toBe(name);
  });

  it('that stands for more text than memory stays as it is, and others are still read', async () => {
    const fresh = await loadDemangler();
    for (const times of [12, 24, 200]) {
      const raw = doubling(times);
      expect(fresh(raw)).toBe(raw);
    }
    expect(fresh(doubling(5))).toContain('a<int, int>');
    expect(fresh('_Znwm')).toBe('operator new(unsigned long)');
  });

  it('is not read any more after many such names', async () => {
    const fresh = await loadDemangler();
    for (let count = 0; count < 20; count += 1) fresh(doubling(14));
    expect(fresh('_Znwm')).toBe('_Znwm');
  });
});

describe('a memory limit', () => {
  const HEADER = [0, 0x61, 0x73, 0x6d, 1, 0, 0, 0];
  const moduleOf = (...section: number[]): Uint8Array => Uint8Array.from([...HEADER, ...section]);
  /** Exports its memory as `m`. */
  const EXPORT = [7, 5, 1, 1, 0x6d, 2, 0];

  it('is set, and the memory does not grow beyond it', () => {
    const limited = withMemoryLimit(moduleOf(5, 3, 1, 0, 2, ...EXPORT), 200) as Uint8Array<ArrayBuffer>;
    const memory = new WebAssembly.Instance(new WebAssembly.Module(limited)).exports['m'] as WebAssembly.Memory;
    expect(memory.grow(198)).toBe(2);
    expect(() => memory.grow(1)).toThrow(RangeError);
  });

  it('is refused for a module without a memory, with several, and with a larger one', () => {
    for (const section of [[], [5, 5, 2, 0, 1, 0, 1], [5, 4, 1, 0, 0x81, 0x02]])
      expect(() => withMemoryLimit(moduleOf(...section), 200)).toThrow(RangeError);
  });
});
