import type { FieldErrors } from '@shared/request/draft/read-draft';
import { useMemo } from 'react';
import { useDoctor } from '../../../stores/doctor';
import { fieldId, readingOf, useDraft } from '../../../stores/draft';
import { texts } from '../../../texts/en';
import { afterPointer } from './after-pointer';

/** What the form says now, and what is wrong with it. */
export function useReading() {
  // Which engine "the first that is ready" is can change while the form does not.
  useDoctor((state) => state.capabilities);
  return readingOf(useDraft((state) => state.draft));
}

/** What is told as wrong: fields that were not left yet are not told of, so that nobody is corrected in mid-word. */
export function useShownErrors(): FieldErrors {
  const { errors } = useReading();
  const touched = useDraft((state) => state.touched);
  return useMemo(() => {
    const isTold = (field: string): boolean =>
      touched.has('*') || touched.has(field) || (field.startsWith('recording.') && touched.has('recording'));
    const shown = Object.entries(errors).filter(([field]) => isTold(field));
    return Object.fromEntries(shown.map(([field, message]) => [field, texts.record.problem.sentence(message)]));
  }, [errors, touched]);
}

/** What an input of this field needs besides its value. */
export function useField(field: string) {
  const error = useShownErrors()[field];
  const touch = useDraft((state) => state.touch);
  const id = fieldId(field);
  return {
    error,
    errorId: `${id}-error`,
    input: {
      id,
      // What is wrong is told under the field, which moves what is below it.
      onBlur: () => afterPointer(() => touch(field)),
      spellCheck: false,
      autoComplete: 'off',
      ...(error ? { 'aria-invalid': true, 'aria-describedby': `${id}-error` } : {}),
    },
  };
}
