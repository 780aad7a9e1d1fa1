import { describe, expect, it } from 'vitest';
import { candidatesIn, choosePackages, usesNewNames } from '../../../scripts/setup/apt.mjs';

const POLICY = `podman:
  Installed: (none)
  Candidate: 4.3.1+ds1-8+deb12u1
  Version table:
     4.3.1+ds1-8+deb12u1 500
libasound2t64:
  Installed: (none)
  Candidate: (none)
  Version table:
uidmap:
  Installed: 1:4.13+dfsg1-1
  Candidate: 1:4.13+dfsg1-1
`;

describe('apt-cache policy', () => {
  it('offers what has a candidate', () => {
    expect([...candidatesIn(POLICY)]).toEqual([
      ['podman', '4.3.1+ds1-8+deb12u1'],
      ['uidmap', '1:4.13+dfsg1-1'],
    ]);
  });

  it('offers nothing without lists', () => {
    expect(candidatesIn('').size).toBe(0);
  });
});

describe('the choice of a package', () => {
  const sound = { packages: [['libasound2t64', 'libasound2']] };
  const network = { packages: [['passt', 'slirp4netns']], firstFromPodman: '5' };

  it('takes the name that apt offers', () => {
    expect(choosePackages([sound], new Map([['libasound2', '1.2']]), true)).toEqual(['libasound2']);
    expect(choosePackages([sound], new Map([['libasound2t64', '1.2']]), false)).toEqual(['libasound2t64']);
  });

  it('goes by the age of the distribution when apt has no lists', () => {
    expect(choosePackages([sound], new Map(), true)).toEqual(['libasound2t64']);
    expect(choosePackages([sound], new Map(), false)).toEqual(['libasound2']);
  });

  it('goes by the version of Podman for its network', () => {
    const both = [
      ['passt', '0.1'],
      ['slirp4netns', '1.2'],
    ] as const;
    expect(choosePackages([network], new Map([...both, ['podman', '4.9.3+ds1']]), true)).toEqual(['slirp4netns']);
    expect(choosePackages([network], new Map([...both, ['podman', '1:5.4.2+ds1']]), true)).toEqual(['passt']);
  });

  it('names no package twice', () => {
    expect(choosePackages([sound, sound], new Map(), false)).toEqual(['libasound2']);
  });
});

describe('the new names of libraries', () => {
  it.each([
    ['ID=debian\nVERSION_ID="12"\n', false],
    ['ID=debian\nVERSION_ID="13"\n', true],
    ['ID=debian\nVERSION_CODENAME=sid\n', true],
    ['ID=ubuntu\nVERSION_ID="22.04"\n', false],
    ['ID=ubuntu\nVERSION_ID="24.04"\n', true],
  ])('%j: %s', (osRelease, expected) => {
    expect(usesNewNames(osRelease)).toBe(expected);
  });
});
