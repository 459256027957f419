import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { allowed } from './allowed.ts';
import { webIn } from './gemini/later-web.ts';
import { startGeminiSimulator } from './gemini/start-gemini-simulator.ts';

/**
 * `npm run prospect`: the terminal command as it is where a model is configured; without one, the same command with a
 * simulated Gemini behind it. SIMULATED_WEB=later lets it find the assumed later state of the bundled companies.
 */
const configured = ['GEMINI_API_KEY', 'GOOGLE_GEMINI_BASE_URL', 'GOOGLE_GENAI_USE_ENTERPRISE'].some(
  (name) => process.env[name],
);
const web = allowed(() => webIn(process.env));
const gemini = configured ? undefined : await startGeminiSimulator({ latency: 'none', ...(web && { web }) });

const command = spawn(
  process.execPath,
  [join(import.meta.dirname, '..', 'src', 'cli', 'prospect.ts'), ...process.argv.slice(2)],
  {
    stdio: 'inherit',
    // The simulated research agent is done in seconds.
    env: {
      ...(gemini && { DEEP_RESEARCH_POLL_SECONDS: '1' }),
      // Evidence of the first state says nothing about a later one.
      ...(web === 'later' && { EVIDENCE_REUSE_HOURS: '0' }),
      ...process.env,
      ...(gemini && { GEMINI_API_KEY: 'simulated', GOOGLE_GEMINI_BASE_URL: gemini.url }),
    },
  },
);
// The terminal sends Ctrl+C to both; only the command decides how to end.
process.on('SIGINT', () => {});
process.on('SIGTERM', () => command.kill('SIGTERM'));
command.once('exit', (code) => {
  process.exitCode = code ?? 1;
  void gemini?.close();
});
