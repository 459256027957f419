import { useState } from 'react';
import { asList, asText, type Json } from '../../../slack/json.ts';
import { alignOf, Cell, cellsOf } from './table.tsx';

const usualPage = 10;

interface Order {
  column: number;
  down: boolean;
}

const plainOf = (cell: Json | undefined): string => asText(cell?.text) || JSON.stringify(cell?.elements ?? '');

/** Numbers by value, the rest by its words. */
function compared(a: Json | undefined, b: Json | undefined): number {
  if (typeof a?.value === 'number' && typeof b?.value === 'number') return a.value - b.value;
  return plainOf(a).localeCompare(plainOf(b), undefined, { numeric: true });
}

export function sorted(rows: readonly Json[][], order: Order | undefined): Json[][] {
  if (!order) return [...rows];
  const sign = order.down ? -1 : 1;
  return rows.toSorted((a, b) => sign * compared(a[order.column], b[order.column]));
}

/** A table that people sort and page through. */
export const DataTable = ({ block }: { block: Json }) => {
  const [head = [], ...rows] = asList(block.rows).map(cellsOf);
  const [order, setOrder] = useState<Order>();
  const [page, setPage] = useState(0);
  const size = Number(block.page_size ?? usualPage);
  const pages = Math.max(1, Math.ceil(rows.length / size));
  const headerColumn = block.row_header_column_index;
  const sortBy = (column: number) => setOrder({ column, down: order?.column === column && !order.down });
  const directionOf = (column: number) => (order?.column !== column ? 'none' : order.down ? 'descending' : 'ascending');
  return (
    <div className="data-table">
      <div className="scroll">
        <table>
          <caption>{asText(block.caption)}</caption>
          <thead>
            <tr>
              {head.map((cell, column) => (
                <th key={column} scope="col" className={alignOf(block, column)} aria-sort={directionOf(column)}>
                  <button type="button" onClick={() => sortBy(column)}>
                    <Cell cell={cell} />
                    <span aria-hidden="true">{order?.column === column ? (order.down ? ' ▾' : ' ▴') : ' ⇅'}</span>
                  </button>
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {sorted(rows, order)
              .slice(page * size, (page + 1) * size)
              .map((row, index) => (
                <tr key={index}>
                  {row.map((cell, column) => {
                    const Tag = column === headerColumn ? 'th' : 'td';
                    return (
                      <Tag key={column} className={alignOf(block, column)} {...(Tag === 'th' && { scope: 'row' })}>
                        <Cell cell={cell} />
                      </Tag>
                    );
                  })}
                </tr>
              ))}
          </tbody>
        </table>
      </div>
      {pages > 1 && (
        <div className="row end">
          <span role="status">
            {page * size + 1}–{Math.min(rows.length, (page + 1) * size)} of {rows.length}
          </span>
          <button type="button" className="button quiet" disabled={page === 0} onClick={() => setPage(page - 1)}>
            Previous
          </button>
          <button
            type="button"
            className="button quiet"
            disabled={page === pages - 1}
            onClick={() => setPage(page + 1)}
          >
            Next
          </button>
        </div>
      )}
    </div>
  );
};
