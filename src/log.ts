import { type Logger, pino } from 'pino';

export type Log = Logger;

const severities: Record<string, string> = {
  trace: 'DEBUG',
  debug: 'DEBUG',
  info: 'INFO',
  warn: 'WARNING',
  error: 'ERROR',
  fatal: 'CRITICAL',
};

/** One JSON line a fact, in the field names Cloud Logging reads. Secrets and user text are never values. */
export const createLog = (level: string): Log =>
  pino({
    level,
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
