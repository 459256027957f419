import { asJson, asList, asText, isJson, type Json } from '../../../slack/json.ts';
import { RichText } from '../text/rich-text.tsx';

export const cellsOf = (row: unknown): Json[] => asList(row).map(asJson);

export const Cell = ({ cell }: { cell: Json }) =>
  cell.type === 'rich_text' ? <RichText block={cell} /> : asText(cell.text);

export function alignOf(block: Json, column: number): string {
  const settings = asJson(asList(block.column_settings)[column]);
  if (typeof settings.align === 'string') return settings.align;
  const first = asList(block.rows)[1];
  return cellsOf(first)[column]?.type === 'raw_number' ? 'right' : 'left';
}

const wraps = (block: Json, column: number): string =>
  asJson(asList(block.column_settings)[column]).is_wrapped === true ? 'wrapped' : '';

/** https://docs.slack.dev/reference/block-kit/blocks/table-block */
export const Table = ({ block }: { block: Json }) => {
  const [head, ...rows] = asList(block.rows).map(cellsOf);
  return (
    <div className="scroll">
      <table>
        <thead>
          <tr>
            {(head ?? []).filter(isJson).map((cell, column) => (
              <th key={column} scope="col" className={alignOf(block, column)}>
                <Cell cell={cell} />
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, index) => (
            <tr key={index}>
              {row.map((cell, column) => (
                <td key={column} className={`${alignOf(block, column)} ${wraps(block, column)}`}>
                  <Cell cell={cell} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
};
