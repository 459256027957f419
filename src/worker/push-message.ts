import { z } from 'zod';
import { Job } from '../domain/ports/queue.ts';

/** What Pub/Sub pushes: https://cloud.google.com/pubsub/docs/push#receive_push */
const Envelope = z.object({
  message: z.object({
    messageId: z.string(),
    data: z.base64(),
    publishTime: z.iso.datetime({ offset: true }).optional().catch(undefined),
    attributes: z.record(z.string(), z.string()).default({}),
  }),
  /** Only from a subscription with a dead-letter topic. */
  deliveryAttempt: z.int().min(1).optional(),
});

export interface PushMessage {
  job: Job;
  messageId: string;
  publishedAt?: string;
  attributes: Readonly<Record<string, string>>;
  /** 1 for the first. */
  count: number;
}

/** Undefined for what is no job: it would be none the next time, either. */
export function readPushMessage(body: string): PushMessage | undefined {
  try {
    const { message, deliveryAttempt = 1 } = Envelope.parse(JSON.parse(body));
    const job = Job.parse(JSON.parse(Buffer.from(message.data, 'base64').toString()));
    const { messageId, attributes, publishTime } = message;
    return {
      ...{ job, messageId, attributes, count: deliveryAttempt },
      ...(publishTime !== undefined && { publishedAt: publishTime }),
    };
  } catch {
    return undefined;
  }
}
