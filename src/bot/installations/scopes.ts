import { eventSubscriptions } from '../event-subscriptions.ts';
import { methods } from '../methods.ts';

const asked = [...methods, ...eventSubscriptions];
const distinct = (scopes: readonly string[]): string[] => [...new Set(scopes)].sort();

/** What the app does not work without. */
export const requiredScopes: readonly string[] = distinct([
  'commands',
  ...asked.filter(({ optional }) => !optional).flatMap(({ scopes }) => scopes),
]);

/** What makes it better where it is granted. */
export const optionalScopes: readonly string[] = distinct(
  asked.filter(({ optional }) => optional).flatMap(({ scopes }) => scopes),
).filter((scope) => !requiredScopes.includes(scope));

/**
 * What an installation asks for: the scopes in manifest.yml, which marks some of them optional; Slack then lets the
 * person who installs decide (https://docs.slack.dev/changelog/2026/03/16/optional-scopes).
 */
export const installScopes: readonly string[] = distinct([...requiredScopes, ...optionalScopes]);
