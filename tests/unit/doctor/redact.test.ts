import { redact, type Secrets } from '@core/doctor/redact';
import { reportText } from '@core/doctor/report';
import type { Check } from '@shared/model/capabilities';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

const secrets: Secrets = {
  home: '/home/annegret',
  userName: 'annegret',
  hostName: 'saturn.corp.example',
  env: {
    HOME: '/home/annegret',
    PATH: '/usr/bin:/bin',
    TERM: 'xterm',
    LANG: 'C',
    HTTPS_PROXY: 'http://anne:pa55@proxy.corp.example:3128',
    DB_PASS: 'pw1',
    CONTAINERS_TRACE_LIBRARY: '/data/projects/apollo',
    GITHUB_TOKEN: 'ghp_0123456789',
  },
};

describe('a report', () => {
  it.each([
    ['/home/annegret/.local/share/traces is there.', '~/.local/share/traces is there.'],
    ['/home/annegretchen is not hers', '/home/annegretchen is not hers'],
    ['annegret may not; Annegret tried', 'USER may not; USER tried'],
    ['saturn and saturn.corp.example do not answer', 'HOST and HOST do not answer'],
    ['via http://anne:pa55@proxy.corp.example:3128: refused', 'via http://$HTTPS_PROXY: refused'],
    ['dial tcp proxy.corp.example:3128: refused', 'dial tcp $HTTPS_PROXY: refused'],
    ['dial tcp proxy.corp.example: refused', 'dial tcp $HTTPS_PROXY: refused'],
    ['https://other:word@registry.example/v2/', 'https://registry.example/v2/'],
    ['is at tcp://build7.corp:2375, which', 'is at tcp://HOST, which'],
    ['is at ssh://me@build7.corp.', 'is at ssh://HOST'],
    ['12 GiB free in /data/projects/apollo.', '12 GiB free in $CONTAINERS_TRACE_LIBRARY.'],
    ['login with pw1 failed', 'login with $DB_PASS failed'],
    ['password: hunter2 sesame', 'password: …'],
    ['Authorization: Bearer abc.def', 'Authorization: …'],
    ['an xterm in C is nothing secret', 'an xterm in C is nothing secret'],
    ['LTTng 2.13.9; a private session daemon', 'LTTng 2.13.9; a private session daemon'],
  ])('turns %j into %j', (text, clean) => {
    expect(redact(text, secrets)).toBe(clean);
  });

  it('keeps root and localhost', () => {
    const root = { ...secrets, userName: 'root', hostName: 'localhost', home: '/root' };
    expect(redact('root may, on localhost, in /root/x', root)).toBe('root may, on localhost, in ~/x');
  });

  const word = fc.stringMatching(/^[A-Za-z0-9_.+*?^$()[\]{}|\\-]{6,24}$/);

  it('contains no value of the environment, for any environment', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.stringMatching(/^[A-Z]{3,9}$/), word), fc.string(), (env, rest) => {
        const text = Object.values(env).reduce((all, value) => `${all} ${value};`, rest);
        const clean = redact(text, { home: '/h', userName: '', hostName: '', env });
        const names = Object.keys(env).join(' ');
        for (const value of Object.values(env)) if (!names.includes(value)) expect(clean).not.toContain(` ${value};`);
      }),
    );
  });

  it('contains neither user, home nor host, for any names', () => {
    const name = fc
      .stringMatching(/^[a-z_][a-z0-9_.+$-]{2,14}[a-z0-9]$/)
      .filter((one) => !/^(root|localhost|user|host)$/.test(one));
    fc.assert(
      fc.property(name, name, (userName, hostName) => {
        const home = `/home/${userName}`;
        const text = `${home}/x is closed for ${userName} on ${hostName}: "${home}"`;
        const clean = redact(text, { home, userName, hostName, env: {} });
        expect(clean).toMatch(/^~/);
        expect(clean.split(/[\s":]+/)).not.toContain(userName);
        expect(clean.split(/[\s":]+/)).not.toContain(hostName);
      }),
    );
  });

  it('is plain text: hostile names of engines and files cannot steer a terminal', () => {
    const check: Check = {
      ...{ id: 'engine-podman', group: 'engine', engine: 'podman', title: 'Podman', state: 'bad', mendable: false },
      summary: '\u001b]0;owned\u0007broken for annegret\u202e',
      since: '2026-01-02T03:04:05.000Z',
      checkedAt: '2026-01-02T03:04:05.000Z',
    };
    const text = reportText({ version: '1.2.3', electron: '33.2.1' }, [check], secrets);
    expect(text).toContain('Containers Trace 1.2.3, Electron 33.2.1');
    expect(text).toContain('BAD      Podman: broken for USER\n');
    expect(text).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u202e]/);
  });
});
