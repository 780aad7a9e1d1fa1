import { AppError } from '@shared/model/app-error';

/** The error for a file of the configuration folder that cannot be accessed, as under ProtectHome= of a service. */
export const noConfigAccess = (path: string, cause: unknown): AppError =>
  new AppError('denied', `${path} cannot be read (${(cause as NodeJS.ErrnoException).code ?? 'unknown error'}).`, {
    hint: 'Fix its permissions, or set CONTAINERS_TRACE_CONFIG to a folder that you can write to. A service with ProtectHome= also needs CONTAINERS_TRACE_LIBRARY and CONTAINERS_TRACE_CACHE; StateDirectory= and CacheDirectory= in its unit create such folders.',
    cause,
  });
