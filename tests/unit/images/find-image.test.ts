import { findImage } from '@shared/images/find-image';
import { describe, expect, it } from 'vitest';

const image = (id: string, ...names: string[]) => ({ id: `sha256:${id.padEnd(64, '0')}`, names });
const images = [
  image('a1b2c3d4e5f6', 'docker.io/library/alpine:latest', 'docker.io/library/alpine:3.20'),
  image('0f55fb8cac24', 'localhost/shop:dev'),
  image('eeeeeeeeeeee', 'registry.example:5000/shop:dev'),
  image('cccccccccccc', 'nginx:latest'),
  image('dddddddddddd'),
];
const found = (typed: string): string | undefined => findImage(images, typed)?.id.slice(7, 19);

describe('the image that a typed reference means', () => {
  it.each([
    ['docker.io/library/alpine:3.20', 'a1b2c3d4e5f6'],
    ['alpine', 'a1b2c3d4e5f6'],
    ['  alpine:latest ', 'a1b2c3d4e5f6'],
    ['docker.io/alpine', 'a1b2c3d4e5f6'],
    ['docker.io/library/nginx', 'cccccccccccc'],
    ['shop:dev', '0f55fb8cac24'],
    ['registry.example:5000/shop:dev', 'eeeeeeeeeeee'],
    ['0f55fb8cac24', '0f55fb8cac24'],
    ['sha256:dddddddddddd', 'dddddddddddd'],
  ])('%s is found', (typed, id) => expect(found(typed)).toBe(id));

  it.each([
    '',
    ' ',
    'alpine:3.19',
    'shop',
    'alp',
    'registry.example:5000/shop',
    '0f55',
    'quay.io/alpine',
    'alpine@sha256:1',
  ])('%j is none of them', (typed) => expect(found(typed)).toBeUndefined());
});
