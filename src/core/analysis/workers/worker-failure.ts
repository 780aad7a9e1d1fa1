import { ReadError, type ReadErrorCode } from '@reader/read-error';
import { AppError, type ErrorData, toAppError } from '@shared/model/app-error';

/** An error of a worker as plain data. */
export type WorkerFailure = { kind: 'read'; code: ReadErrorCode; message: string } | { kind: 'app'; data: ErrorData };

export const failureOf = (thrown: unknown): WorkerFailure =>
  thrown instanceof ReadError
    ? { kind: 'read', code: thrown.code, message: thrown.message }
    : { kind: 'app', data: toAppError(thrown).toData() };

export const errorOf = (failure: WorkerFailure): ReadError | AppError =>
  failure.kind === 'read' ? new ReadError(failure.code, failure.message) : AppError.fromData(failure.data);
