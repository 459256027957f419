import type { SeenRequest } from '../gemini/seen-requests.ts';
import type { Brought } from '../inside/brought.ts';

/** A call as the page shows it: what it brought, or the answer as it came where it brought nothing. */
export interface GeminiCall extends SeenRequest {
  brought?: Brought;
}
