import { type GeminiSimulatorOptions, startGeminiSimulator } from '../../simulator/gemini/start-gemini-simulator.ts';
import { startSlackSimulator } from '../../simulator/slack/start-slack-simulator.ts';

const signingSecret = 'signing-secret-of-a-test';
const botToken = 'xoxb-test';

/** A simulated Slack and a simulated Gemini, and what a process of the app has to be told of them. */
export async function openSurroundings(options: GeminiSimulatorOptions = {}) {
  const slack = await startSlackSimulator({ signingSecret, botToken });
  const gemini = await startGeminiSimulator(options);
  const everywhere = {
    HOST: '127.0.0.1',
    PORT: '0',
    SLACK_BOT_TOKEN: botToken,
    SLACK_API_URL: slack.apiUrl,
    METADATA_SERVER_DETECTION: 'none',
    LANGSMITH_TRACING: 'false',
  };
  const bot = { ...everywhere, SLACK_SIGNING_SECRET: signingSecret };
  const worker = { ...everywhere, GEMINI_API_KEY: 'simulated', GOOGLE_GEMINI_BASE_URL: gemini.url };
  return {
    slack,
    gemini,
    env: { bot, worker, both: { ...bot, ...worker } },
    async close() {
      await slack.close();
      await gemini.close();
    },
  };
}
