import type { RequestHandler } from 'express';
import { AppError } from '../errors.ts';

export const notFound: RequestHandler = () => {
  throw new AppError('not-found', 'There is nothing at this address, or not with this method.');
};
