import { AsyncLocalStorage } from 'node:async_hooks';
import { randomBytes } from 'node:crypto';

/** What one request from outside set in motion, across processes: https://www.w3.org/TR/trace-context/#traceparent-header */
export interface Trace {
  /** 32 hexadecimal digits. */
  id: string;
  /** 16 hexadecimal digits. */
  span: string;
  sampled: boolean;
}

type Headers = Readonly<Record<string, string | string[] | undefined>>;

const current = new AsyncLocalStorage<Trace>();

/** `00-<trace>-<span>-<flags>`. */
const traceparent = /^[\da-f]{2}-([\da-f]{32})-([\da-f]{16})-([\da-f]{2})$/;
/** `<trace>/<span as a decimal number>;o=1`: https://cloud.google.com/trace/docs/trace-context#legacy-http-header */
const cloudContext = /^([\da-f]{32})(?:\/(\d{1,20}))?(?:;o=([01]))?$/;

function fromTraceparent(text: string): Trace | undefined {
  const [, id, span, flags = ''] = traceparent.exec(text) ?? [];
  if (id === undefined || span === undefined || /^0+$/.test(id)) return undefined;
  return { id, span, sampled: (Number.parseInt(flags, 16) & 1) === 1 };
}

function fromCloudContext(text: string): Trace | undefined {
  const [, id, span = '0', sampled] = cloudContext.exec(text) ?? [];
  if (id === undefined) return undefined;
  return { id, span: BigInt.asUintN(64, BigInt(span)).toString(16).padStart(16, '0'), sampled: sampled === '1' };
}

const fresh = (): Trace => ({
  id: randomBytes(16).toString('hex'),
  span: randomBytes(8).toString('hex'),
  sampled: false,
});

/** Runs `work`, and all that follows from it, as part of the trace that the headers (or a message's attributes) name. */
export function traced<T>(headers: Headers, work: () => T): T {
  const { traceparent: parent, 'x-cloud-trace-context': context } = headers;
  const named =
    (typeof parent === 'string' && fromTraceparent(parent)) ||
    (typeof context === 'string' && fromCloudContext(context));
  return current.run(named || fresh(), work);
}

export const currentTrace = (): Trace | undefined => current.getStore();

/** What a message takes with it, so that whoever works on it belongs to the same trace. */
export function traceAttributes(): Record<string, string> {
  const trace = current.getStore();
  return trace ? { traceparent: `00-${trace.id}-${trace.span}-${trace.sampled ? '01' : '00'}` } : {};
}
