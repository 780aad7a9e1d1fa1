import { z } from 'zod';

/** As engines ask: of `REGISTRY/NAME/NAME:TAG@DIGEST` each NAME. */
function isInSmallLetters(reference: string): boolean {
  const path = (reference.split('@')[0] ?? '').replace(/:[^/:]*$/, '').split('/');
  return path.slice(path.length > 1 ? 1 : 0).every((name) => name === name.toLowerCase());
}

/** Reference of an image as engines take it: no white space, no leading dash, no control characters. */
export const imageReferenceSchema = z
  .string()
  .min(1, 'name an image')
  .max(300, 'the name of an image has at most 300 characters')
  .regex(/^[A-Za-z0-9][A-Za-z0-9._:@/-]*$/, 'the name of an image holds letters, digits and . _ : @ / -')
  .refine(isInSmallLetters, 'the name of an image is in small letters, but for its registry and its tag');
