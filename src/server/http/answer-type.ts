import Negotiator from 'negotiator';
import { remembered } from '../../shared/remembered.js';

/** The media types of an answer; the first one where a client accepts both as gladly. */
const ANSWER_TYPES = ['application/json; charset=utf-8', 'application/graphql-response+json; charset=utf-8'];

/** Values of `Accept` that are remembered; clients send few. */
const ACCEPTED_MAX = 100;

/** The media type of the answer to a request with this `Accept`, empty where it has none; null where none is accepted. */
export const answerType = remembered((accept): string | null => {
  const type = accept === '' ? ANSWER_TYPES[0] : new Negotiator({ headers: { accept } }).mediaType(ANSWER_TYPES);
  return type ?? null;
}, ACCEPTED_MAX);
