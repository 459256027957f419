/** All that bot and worker need to start as services of Google Cloud, where nobody answers: nothing is asked before the first use. */
export const serviceEnv = {
  HOST: '127.0.0.1',
  PORT: '0',
  BACKEND: 'gcp',
  GOOGLE_CLOUD_PROJECT: 'p',
  GCS_BUCKET: 'files',
  GCS_API_ENDPOINT: 'http://127.0.0.1:9',
  PUBSUB_TOPIC: 'jobs',
  FIRESTORE_EMULATOR_HOST: '127.0.0.1:9',
  PUBSUB_EMULATOR_HOST: '127.0.0.1:9',
  SLACK_BOT_TOKEN: 'xoxb-1',
  SLACK_SIGNING_SECRET: 's',
  GEMINI_API_KEY: 'k',
  PUSH_AUDIENCE: 'a',
  PUSH_SERVICE_ACCOUNT: 'push@example.com',
  METADATA_SERVER_DETECTION: 'none',
  LANGSMITH_TRACING: 'false',
};
