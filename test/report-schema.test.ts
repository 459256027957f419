import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { reportSchema } from '../src/render/report-json.ts';

it('docs/report.schema.json is the schema of report.json (`npm run schema` writes it)', () => {
  const published = JSON.parse(readFileSync(join(import.meta.dirname, '..', 'docs', 'report.schema.json'), 'utf8'));
  expect(published).toEqual(JSON.parse(JSON.stringify(reportSchema())));
});
