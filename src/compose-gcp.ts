import { systemClock } from './clock.ts';
import { composeRepositories, type RepositoriesConfig } from './compose-repositories.ts';
import type { CloudConfig } from './config.ts';
import type { Log } from './log.ts';
import { openGcp } from './storage/gcp/open-gcp.ts';
import { traceAttributes, traced } from './trace.ts';

/** Storage in Google Cloud: documents, files, queue and the repositories on them. */
export function composeGcp(
  config: Pick<
    CloudConfig,
    'GOOGLE_CLOUD_PROJECT' | 'FIRESTORE_DATABASE' | 'GCS_BUCKET' | 'GCS_API_ENDPOINT' | 'PUBSUB_TOPIC'
  > &
    RepositoriesConfig & { PUBSUB_SUBSCRIPTION?: string | undefined },
  log: Log,
) {
  const gcp = openGcp({
    projectId: config.GOOGLE_CLOUD_PROJECT ?? '',
    databaseId: config.FIRESTORE_DATABASE,
    bucket: config.GCS_BUCKET ?? '',
    topic: config.PUBSUB_TOPIC ?? '',
    ...(config.GCS_API_ENDPOINT !== undefined && { filesEndpoint: config.GCS_API_ENDPOINT }),
    ...(config.PUBSUB_SUBSCRIPTION !== undefined && { subscription: config.PUBSUB_SUBSCRIPTION }),
    attributes: traceAttributes,
    within: traced,
    clock: systemClock,
    onError: (error) => log.error({ err: error }, 'storage'),
  });
  return { ...gcp, repositories: composeRepositories(config, gcp) };
}
