import type { Json } from '../../../slack/json.ts';

export const Unknown = ({ block }: { block: Json }) => (
  <pre className="unknown">
    <span>This block is not known here:</span>
    {`\n${JSON.stringify(block, null, 2)}`}
  </pre>
);
