import type { AccountPlan } from '../account-plan.ts';
import type { Brief } from '../brief.ts';
import type { OnePager } from '../one-pager.ts';

export interface RenderedDocument {
  html: string;
  /** Missing when no browser engine could print it; then `notes` says why, for people. */
  pdf?: Uint8Array;
  pages?: number;
  notes: string[];
}

export interface Renderer {
  onePager(brief: Brief, onePager: OnePager, signal: AbortSignal): Promise<RenderedDocument>;
  report(brief: Brief, signal: AbortSignal): Promise<RenderedDocument>;
  accountPlan(brief: Brief, plan: AccountPlan, signal: AbortSignal): Promise<RenderedDocument>;
  markdown(brief: Brief): string;
  close(): Promise<void>;
}
