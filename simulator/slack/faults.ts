export const faultKinds = ['rate_limit', 'error', 'accept_then_drop', 'drop', 'delay', 'http_500'] as const;
export type FaultKind = (typeof faultKinds)[number];

/** Trouble on demand for the next `count` calls of a method (`*` = any; `upload` = the file upload; `response_url`). */
export interface Fault {
  method: string;
  kind: FaultKind;
  count: number;
  /** For `error`: Slack's error code. */
  error?: string;
  /** For `rate_limit`, in seconds. */
  retryAfter?: number;
  /** For `delay`. */
  delayMs?: number;
  /** Only calls whose arguments contain this text. */
  containing?: string;
}

export interface Faults {
  add(fault: Fault): void;
  clear(): void;
  list(): Fault[];
  /** Uses up one occurrence. */
  take(method: string, request: unknown): Fault | undefined;
}

export function createFaults(): Faults {
  let faults: Fault[] = [];
  return {
    add: (fault) => void faults.push({ ...fault }),
    clear() {
      faults = [];
    },
    list: () => faults.map((fault) => ({ ...fault })),
    take(method, request) {
      const found = faults.find(
        (fault) =>
          (fault.method === method || fault.method === '*') &&
          (fault.containing === undefined || JSON.stringify(request).includes(fault.containing)),
      );
      if (!found) return undefined;
      found.count -= 1;
      if (found.count <= 0) faults = faults.filter((fault) => fault !== found);
      return { ...found };
    },
  };
}
