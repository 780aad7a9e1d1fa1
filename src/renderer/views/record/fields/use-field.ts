import type { FieldErrors } from '@shared/request/draft/read-draft';
import { useMemo } from 'react';
import { useDoctor } from '../../../stores/doctor';
import { fieldId, readingOf, useDraft } from '../../../stores/draft';
import { texts } from '../../../texts/en';
import { afterPointer } from './after-pointer';

/** The current values of the form, and their errors. */
export function useReading() {
  // The first engine that is ready can change while the form does not.
  useDoctor((state) => state.capabilities);
  return readingOf(useDraft((state) => state.draft));
}

/** The errors to show. Fields that have not lost the focus yet show none, so that nobody is corrected while typing. */
export function useShownErrors(): FieldErrors {
  const { errors } = useReading();
  const touched = useDraft((state) => state.touched);
  return useMemo(() => {
    const isShown = (field: string): boolean =>
      touched.has('*') || touched.has(field) || (field.startsWith('recording.') && touched.has('recording'));
    const shown = Object.entries(errors).filter(([field]) => isShown(field));
    return Object.fromEntries(shown.map(([field, message]) => [field, texts.record.problem.sentence(message)]));
  }, [errors, touched]);
}

/** The properties of an input of this field, except its value. */
export function useField(field: string) {
  const error = useShownErrors()[field];
  const touch = useDraft((state) => state.touch);
  const id = fieldId(field);
  return {
    error,
    errorId: `${id}-error`,
    input: {
      id,
      // The error is shown below the field, which moves the elements below it.
      onBlur: () => afterPointer(() => touch(field)),
      spellCheck: false,
      autoComplete: 'off',
      ...(error ? { 'aria-invalid': true, 'aria-describedby': `${id}-error` } : {}),
    },
  };
}
