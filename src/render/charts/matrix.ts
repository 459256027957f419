import type { UseCase } from '../../domain/ideas.ts';
import { tenths } from '../report/blocks.ts';
import type { AsText } from './chart.ts';

export interface MatrixPoint {
  rank: number;
  title: string;
  /** 0–1 each. */
  impact: number;
  feasibility: number;
}

export interface MatrixChart extends AsText {
  kind: 'matrix';
  points: MatrixPoint[];
}

/** Use cases by what they bring and how well they can be done. `undefined` with fewer than two: nothing to compare. */
export function matrixChart(useCases: readonly UseCase[]): MatrixChart | undefined {
  if (useCases.length < 2) return undefined;
  const points = useCases
    .map(({ rank, title, impact, feasibility }) => ({ rank, title, impact, feasibility }))
    .toSorted((a, b) => a.rank - b.rank);
  return {
    kind: 'matrix',
    title: 'Impact and feasibility',
    caption: 'Our own estimates, not figures from sources. Use cases at the same place stand side by side.',
    points,
    columns: ['Use case', 'Impact', 'Feasibility'],
    rows: points.map(({ title, impact, feasibility }) => [title, tenths(impact), tenths(feasibility)]),
  };
}
