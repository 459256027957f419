import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { Statement } from '../../../domain/statement.ts';
import { evidence, inference, sampleContext } from '../testing/sample-context.ts';
import { enforce } from './enforce.ts';
import { runCheck } from './scope.ts';
import { uncited } from './uncited.ts';

const One = z.object({ statement: Statement });
const found = (statement: Statement) =>
  runCheck(uncited, One, { statement }, sampleContext()).map(
    ({ message }) => /: (.*)\.$/su.exec(message)?.[1] ?? message,
  );

describe('sentences without their claims', () => {
  it.each([
    ['About 1,000 of some 6,000 corporate positions were to go.', 'news.1'],
    ['Annual savings of $180m are expected.', 'news.2'],
    ['It cuts corporate positions. The report is undated.', 'news.1'],
    ['Robert Erni takes over finance from Patrick Jany in February 2026.', 'leadership.2'],
    ['Servers for SAP went to Azure. That took three weeks.', 'technology.1'],
    ['Es gingen rund 1000 Stellen der Verwaltung, und das sind etwa 15 % von allen.', 'news.1'],
  ])('%s is what %s says', (text, claim) => {
    expect(found(evidence(text, claim))).toEqual([]);
  });

  it('one that was added to a proven one is found, wherever it stands', () => {
    const added = 'Management is looking for a strategic buyer.';
    const proven = 'About 1,000 positions would go.';
    expect(found(evidence(`${proven} ${added}`, 'news.1'))).toEqual([`"${added}"`]);
    expect(found(evidence(`${added} ${proven}`, 'news.1'))).toEqual([`"${added}"`]);
  });

  it('one that another claim says is found', () => {
    expect(found(evidence('Vincent Clerc became chief executive, following Søren Skou.', 'leadership.2'))).toHaveLength(
      1,
    );
  });

  it('an inference is only doubted when it speaks of other claims than its own', () => {
    expect(found(inference('Fewer hands make service fragile.', 'news.1'))).toEqual([]);
    expect(
      found(inference('Moving SAP servers to Azure within weeks points to a cloud team.', 'leadership.2')),
    ).toHaveLength(1);
  });

  it('goes alone: what was proven before it stays', () => {
    const statement = evidence('About 1,000 positions would go. The board has approved a merger.', 'news.1');
    expect(enforce(One, { statement }, sampleContext())).toMatchObject({
      value: { statement: { text: 'About 1,000 positions would go.', basis: 'evidence' } },
      dropped: 1,
      downgraded: 0,
    });
  });
});
