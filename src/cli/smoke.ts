import { parseArgs } from 'node:util';
import { smoke, smokeChecks } from './smoke-checks.ts';

const usage = `Usage: npm run smoke -- --url https://bot.example.com [--worker-url https://worker.example.com]

Looks at a deployed bot (and worker) from outside: alive, ready, and closed to whoever is not Slack or Google. Starts
nothing. With SLACK_SIGNING_SECRET set, also that a right signature is taken, and an old one refused for its age alone.
Exit codes: 0 as it should be, 1 not, 2 not understood.
`;

/** Without a path; undefined for anything else. */
function origin(text: string | undefined): string | undefined {
  if (text === undefined || !URL.canParse(text)) return undefined;
  const { protocol, origin: found, pathname } = new URL(text);
  return /^https?:$/.test(protocol) && pathname === '/' ? found : undefined;
}

async function main(args: string[]): Promise<number> {
  const options = { url: { type: 'string' }, 'worker-url': { type: 'string' } } as const;
  const { values } = parseArgs({ args, options });
  const bot = origin(values.url);
  const worker = origin(values['worker-url']);
  if (bot === undefined || (worker === undefined && values['worker-url'] !== undefined)) {
    process.stderr.write(usage);
    return 2;
  }
  const { SLACK_SIGNING_SECRET: signingSecret = '' } = process.env;
  const checks = smokeChecks({
    bot,
    ...(worker !== undefined && { worker }),
    ...(signingSecret !== '' && { signingSecret }),
    now: () => new Date(),
    timeoutMilliseconds: 10_000,
  });
  let failed = 0;
  for await (const { what, ok, seen } of smoke(checks)) {
    process.stdout.write(`${ok ? 'ok  ' : 'FAIL'} ${what} (${seen})\n`);
    if (!ok) failed += 1;
  }
  process.stdout.write(failed === 0 ? `${checks.length} checks, all ok\n` : `${failed} of ${checks.length} failed\n`);
  return failed === 0 ? 0 : 1;
}

try {
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n\n${usage}`);
  process.exitCode = 2;
}
