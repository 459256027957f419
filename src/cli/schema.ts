import { reportSchema } from '../render/report-json.ts';

/** Prints the JSON Schema of report.json; `npm run schema` writes docs/report.schema.json. */
process.stdout.write(`${JSON.stringify(reportSchema(), null, 2)}\n`);
