import type { MatrixChart } from './matrix.ts';
import type { TimelineChart } from './timeline.ts';
import type { TopicChart } from './topics.ts';

/** What every chart says besides its picture: the same as text, for who does not see it and for Markdown. */
export interface AsText {
  title: string;
  /** What is shown, how to read it, what is left out. */
  caption: string;
  columns: string[];
  rows: string[][];
}

/** A picture before it is drawn. There is none where there is too little to compare. */
export type Chart = TopicChart | TimelineChart | MatrixChart;
