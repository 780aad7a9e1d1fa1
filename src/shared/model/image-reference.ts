import { z } from 'zod';

/** Engines require lower case for each NAME of `REGISTRY/NAME/NAME:TAG@DIGEST`. */
function isLowerCase(reference: string): boolean {
  const path = (reference.split('@')[0] ?? '').replace(/:[^/:]*$/, '').split('/');
  return path.slice(path.length > 1 ? 1 : 0).every((name) => name === name.toLowerCase());
}

/** A file or a folder of this machine, for engines whose images are files. */
const imagePathSchema = z
  .string()
  .max(4096, 'a path has at most 4096 characters')
  .startsWith('/')
  .refine((path) => !/[\u0000-\u001f\u007f]/.test(path), 'the path of an image holds no control characters');

/** Name of an image in the form of registries: no white space, no leading dash, no control characters. */
export const imageNameSchema = z
  .string()
  .min(1, 'name an image')
  .max(300, 'the name of an image has at most 300 characters')
  .regex(/^[A-Za-z0-9][A-Za-z0-9._:@/-]*$/, 'the name of an image holds letters, digits and . _ : @ / -')
  .refine(isLowerCase, 'the name of an image is in small letters, but for its registry and its tag');

/** The image of a request: a name, or a path if the engine accepts one. */
export const imageReferenceSchema = z
  .string()
  .min(1, 'name an image')
  .superRefine((text, context) => {
    const { error } = (text.startsWith('/') ? imagePathSchema : imageNameSchema).safeParse(text);
    for (const issue of error?.issues ?? []) context.addIssue({ code: 'custom', message: issue.message });
  });

export const isImagePath = (reference: string): boolean => reference.startsWith('/');
