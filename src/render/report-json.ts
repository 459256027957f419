import { z } from 'zod';
import { Brief } from '../domain/brief.ts';

/** `report.json`: the brief itself, with its evidence, so that it can be checked again without us. */
export const reportJson = (brief: Brief): string => `${JSON.stringify(Brief.parse(brief), undefined, 2)}\n`;

/** JSON Schema (2020-12) of `report.json`, as it is published in `docs/report.schema.json`. */
export const reportSchema = (): unknown => z.toJSONSchema(Brief);
