import { z } from 'zod';
import { modelLine, modelText, url } from './text.ts';

const colour = z.string().regex(/^#[0-9a-fA-F]{6}$/, { error: 'A colour is written #rrggbb.' });

/** Who sells, in whose voice and colours. Data, per workspace; nothing in the product names one seller. */
export const SellerProfile = z.object({
  name: modelLine(120),
  tagline: modelLine(160).optional(),
  capabilities: z
    .array(z.object({ name: modelLine(80), description: modelText(400) }))
    .min(1)
    .max(20),
  voice: modelText(600),
  colours: z.object({ primary: colour, accent: colour }),
  /** `data:image/png;base64,…` or svg; shown on the one-pager. */
  logo: z.string().startsWith('data:image/').max(200_000).optional(),
  callToAction: modelText(220),
  contact: modelLine(200).optional(),
  website: url().optional(),
});
export type SellerProfile = z.infer<typeof SellerProfile>;

/** Neutral: what a workspace has until an admin writes its own. */
export const defaultSellerProfile: SellerProfile = {
  name: 'Your company',
  tagline: 'Data, AI and automation for operations that cannot stop',
  capabilities: [
    {
      name: 'Data platform',
      description: 'Bring operational and commercial data together, governed and ready for analytics and AI.',
    },
    {
      name: 'Applied AI',
      description: 'Forecasting, document understanding and assistants that work inside existing processes.',
    },
    { name: 'Process automation', description: 'Take manual steps out of service, finance and operations workflows.' },
    {
      name: 'Cloud modernisation',
      description: 'Move and renew applications step by step, without stopping the business.',
    },
    {
      name: 'Security and resilience',
      description: 'Identity, recovery and monitoring so that one failure stays one failure.',
    },
  ],
  voice: 'Plain, specific, respectful of the reader’s time. Outcome first. No superlatives.',
  colours: { primary: '#12355b', accent: '#d96c06' },
  callToAction: 'Let us spend 45 minutes with your team on one process and bring back a costed plan.',
};
