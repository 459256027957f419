import type { Logger } from '@slack/bolt';
import { LogLevel } from '@slack/web-api';
import type { Log } from '../domain/log.ts';

/**
 * Slack's packages write their sentences into our log. Their debug lines hold whole payloads, so they are dropped;
 * details (error objects) go along as fields.
 */
export function createBoltLogger(log: Log): Logger {
  const facts = (parts: unknown[]) => ({
    from: 'slack-sdk',
    detail: parts.map((part) => (part instanceof Error ? `${part.name}: ${part.message}` : String(part))).join(' '),
  });
  return {
    debug: () => {},
    info: (...parts) => log.debug(facts(parts), 'slack sdk'),
    warn: (...parts) => log.warn(facts(parts), 'slack sdk warns'),
    error: (...parts) => log.error(facts(parts), 'slack sdk failed'),
    setLevel: () => {},
    getLevel: () => LogLevel.INFO,
    setName: () => {},
  };
}
