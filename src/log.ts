import { type Logger, pino } from 'pino';
import { currentTrace } from './trace.ts';

export type Log = Logger;

const severities: Record<string, string> = {
  trace: 'DEBUG',
  debug: 'DEBUG',
  info: 'INFO',
  warn: 'WARNING',
  error: 'ERROR',
  fatal: 'CRITICAL',
};

/** https://cloud.google.com/logging/docs/structured-logging#structured_logging_special_fields */
const traceFields = (project: string) => (): object => {
  const trace = currentTrace();
  if (!trace) return {};
  return {
    'logging.googleapis.com/trace': `projects/${project}/traces/${trace.id}`,
    'logging.googleapis.com/spanId': trace.span,
    'logging.googleapis.com/trace_sampled': trace.sampled,
  };
};

/**
 * One JSON line a fact, in the field names Cloud Logging reads. Secrets and user text are never values. With a project
 * in Google Cloud every line names the trace it belongs to.
 */
export const createLog = (level: string, project?: string): Log =>
  pino({
    level,
    ...(project !== undefined && { mixin: traceFields(project) }),
    messageKey: 'message',
    base: null,
    timestamp: () => `,"time":"${new Date().toISOString()}"`,
    formatters: { level: (label) => ({ severity: severities[label] ?? 'DEFAULT' }) },
    redact: {
      paths: [
        'token',
        'authorization',
        'apiKey',
        'replyUrl',
        'text',
        '*.token',
        '*.authorization',
        '*.apiKey',
        '*.replyUrl',
        '*.text',
      ],
      censor: '[redacted]',
    },
  });
