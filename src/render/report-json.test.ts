import { Ajv2020 } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';
import { expect, test } from 'vitest';
import { Brief } from '../domain/brief.ts';
import { maerskBrief } from './fixtures/maersk-brief.ts';
import { reportJson, reportSchema } from './report-json.ts';

test('report.json is the brief and follows the published schema', () => {
  const brief = maerskBrief();
  const written: unknown = JSON.parse(reportJson(brief));
  expect(Brief.parse(written)).toEqual(Brief.parse(brief));

  const ajv = new Ajv2020({ strict: false, logger: false });
  formats.default(ajv);
  const validate = ajv.compile(reportSchema() as object);
  expect(validate(written), JSON.stringify(validate.errors)).toBe(true);
  expect(validate({ ...maerskBrief(), sources: undefined, claims: [{}] })).toBe(false);
});
