import { createHmac } from 'node:crypto';
import { z } from 'zod';

export interface SmokeOptions {
  bot: string;
  /** Without it the worker is left out. */
  worker?: string;
  /** With Slack's signing secret more can be told: that a right signature is taken, and an old one for its age alone. */
  signingSecret?: string;
  now: () => Date;
  timeoutMilliseconds: number;
}

export interface Smoked {
  what: string;
  ok: boolean;
  /** What was seen. */
  seen: string;
}

type Check = readonly [what: string, look: () => Promise<Omit<Smoked, 'what'>>];

const statusIn =
  (expected: readonly number[]) =>
  async (answer: Promise<Response>): Promise<Omit<Smoked, 'what'>> => {
    const { status, body } = await answer;
    await body?.cancel();
    const ok = expected.includes(status);
    return { ok, seen: ok ? `${status}` : `${status}, expected ${expected.join(' or ')}` };
  };

const refused = statusIn([401]);
/** From outside the project Google's front end answers 404 for a service with internal ingress, before any token is looked at. */
const closed = statusIn([401, 403, 404]);

const Ready = z.object({ ready: z.boolean(), checks: z.record(z.string(), z.boolean()) });

/** What a deployed pair must do and refuse, looked at from outside. Nothing is started and nothing is kept. */
export function smokeChecks({ bot, worker, signingSecret, now, timeoutMilliseconds }: SmokeOptions): Check[] {
  const ask = (url: string, init: RequestInit = {}) =>
    fetch(url, { redirect: 'manual', signal: AbortSignal.timeout(timeoutMilliseconds), ...init });
  const command = 'command=%2Fprospect&text=help&team_id=T0&user_id=U0&channel_id=C0';

  const post = (
    secret: string,
    ageSeconds: number,
    body: string,
    contentType = 'application/x-www-form-urlencoded',
  ) => {
    const timestamp = String(Math.floor(now().getTime() / 1000) - ageSeconds);
    const signature = `v0=${createHmac('sha256', secret).update(`v0:${timestamp}:${body}`).digest('hex')}`;
    const headers = {
      'content-type': contentType,
      'x-slack-request-timestamp': timestamp,
      'x-slack-signature': signature,
    };
    return ask(`${bot}/slack/events`, { method: 'POST', headers, body });
  };

  async function isReady(): Promise<Omit<Smoked, 'what'>> {
    const answer = await ask(`${bot}/ready`);
    const parsed = Ready.safeParse(await answer.json().catch(() => undefined));
    if (!parsed.success) return { ok: false, seen: `${answer.status}, no answer of ours` };
    const missing = Object.entries(parsed.data.checks).flatMap(([name, works]) => (works ? [] : name));
    return {
      ok: answer.status === 200 && parsed.data.ready,
      seen: missing.length === 0 ? `${answer.status}` : `${answer.status}, not working: ${missing.join(', ')}`,
    };
  }

  async function challenge(secret: string): Promise<Omit<Smoked, 'what'>> {
    const body = JSON.stringify({ type: 'url_verification', challenge: 'smoke' });
    const answer = await post(secret, 0, body, 'application/json');
    return { ok: answer.status === 200 && (await answer.text()).includes('smoke'), seen: `${answer.status}` };
  }

  const secret = signingSecret ?? 'not the secret';
  return [
    ['bot is alive', () => statusIn([200])(ask(`${bot}/health`))],
    ['bot is ready', isReady],
    ['unsigned request is refused', () => refused(ask(`${bot}/slack/events`, { method: 'POST', body: command }))],
    ['wrong signature is refused', () => refused(post('not the secret', 0, command))],
    ['old signature is refused', () => refused(post(secret, 3600, command))],
    ['signature from the future is refused', () => refused(post(secret, -3600, command))],
    ...(signingSecret === undefined
      ? []
      : [['right signature is taken', () => challenge(signingSecret)] satisfies Check]),
    ['unknown address is not found', () => statusIn([404])(ask(`${bot}/no-such-page`))],
    ...(bot.startsWith('https://')
      ? [['plain http is sent to https', () => sentToHttps(ask(bot.replace(/^https/, 'http')))] satisfies Check]
      : []),
    ...(worker === undefined ? [] : ['/jobs', '/dead-letters', '/reap', '/digest']).flatMap((path): Check[] => [
      [`worker refuses ${path} without a token`, () => closed(ask(`${worker}${path}`, { method: 'POST' }))],
      [
        `worker refuses ${path} with a token of its own making`,
        () => closed(ask(`${worker}${path}`, { method: 'POST', headers: { authorization: `Bearer ${madeUp}` } })),
      ],
    ]),
  ];
}

const madeUp = [
  { alg: 'none', typ: 'JWT' },
  { iss: 'https://accounts.google.com', email: 'smoke@example.com', email_verified: true },
]
  .map((part) => Buffer.from(JSON.stringify(part)).toString('base64url'))
  .concat('')
  .join('.');

async function sentToHttps(answer: Promise<Response>): Promise<Omit<Smoked, 'what'>> {
  const { status, headers, body } = await answer;
  await body?.cancel();
  const target = headers.get('location') ?? '';
  return { ok: status >= 300 && status < 400 && target.startsWith('https://'), seen: `${status} ${target}`.trim() };
}

/** One after the other, so that the lines come in order; what throws has failed. */
export async function* smoke(checks: readonly Check[]): AsyncGenerator<Smoked> {
  for (const [what, look] of checks) {
    try {
      yield { what, ...(await look()) };
    } catch (error) {
      const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
      yield { what, ok: false, seen: cause instanceof Error ? cause.message : String(cause) };
    }
  }
}
