import type { FaultInput } from '../gemini/faults.ts';
import type { WebState } from '../gemini/later-web.ts';
import type { Person, Research } from '../person.ts';

/** Who and what a week needs: two people, and what goes on in the simulated Gemini. */
export interface Cast {
  rep: Person;
  manager: Person;
  /** What the simulated web says from now on. */
  web(state: WebState): Promise<void>;
  /** Something goes wrong in the simulated Gemini for as long as this takes. */
  during<T>(fault: FaultInput, act: () => Promise<T>): Promise<T>;
}

interface Step {
  title: string;
  play(): Promise<void>;
}

const sales = 'C0SALES001';
const dealDesk = 'C0PRIVATE1';

const done = /: Done\b/;
const partlyDone = /: Partly done\b/;
const failed = /: Failed\b/;
const projectName = 'Maersk 2026';

/** A week of work on four accounts, as people would do it, one step after the other. */
export function week({ rep, manager, web, during }: Cast): Step[] {
  let maersk: Research = { run: '', channel: sales, ts: '' };
  const ideas = (offers: string) => rep.message('useCases', '', { thread: maersk.ts, offers });
  const summary = (thread: Research, who = rep) => who.message('summary', '', { thread: thread.ts });

  return [
    {
      title: 'The rep researches Maersk in #sales',
      async play() {
        await web('first');
        maersk = await rep.research('Maersk maersk.com', sales, done);
      },
    },
    {
      title: `The rep saves it to the project “${projectName}”, stars a use case, adds a note`,
      async play() {
        await rep.press(await summary(maersk), 'Save to project');
        await rep.fill({ project_name: projectName });
        await rep.press(await ideas('Star'), 'Star');
        await rep.closeForms();
        await rep.choose(await summary(maersk), 'thread_more', `${maersk.run}:note`);
        await rep.fill({ note: 'They would start with one terminal before anything larger.' });
      },
    },
    {
      title: 'Feasibility, sales play and account plan are made on click',
      async play() {
        await rep.press(await ideas('Feasibility'), 'Feasibility');
        await ideas('Open feasibility');
        await rep.press(await ideas('Play'), 'Play');
        await ideas('Open play');
        await rep.press(await ideas('Account plan'), 'Account plan');
        await ideas('Personas');
      },
    },
    {
      title: 'The manager puts the play into the library',
      async play() {
        await manager.press(await manager.message('play.u1', '', { thread: maersk.ts, offers: 'Open' }), 'Open');
        await manager.press(await manager.form(), 'Add to the library');
        await manager.closeForms();
      },
    },
    {
      title: 'A question is asked and answered in the thread',
      async play() {
        await rep.say('Who is the chief executive?', { channel: maersk.channel, threadTs: maersk.ts });
        await rep.message('answer', /Vincent Clerc/, { thread: maersk.ts });
      },
    },
    {
      title: 'Later the web says something else: second iteration, comparison posted in its thread',
      async play() {
        await web('later');
        const again = async () => {
          await rep.choose(await summary(maersk), 'thread_more', `${maersk.run}:rerun`);
          await rep.fill({});
        };
        await rep.begin(again, sales, done);
        await web('first');
        await rep.openHome();
        await rep.press(await rep.home(), 'Open', projectName);
        await rep.press(await rep.home(), 'Compare');
        await rep.press(await rep.form(), 'Post in the thread');
        await rep.closeForms();
        await rep.press(await rep.home(), 'Back');
      },
    },
    {
      title: 'The manager researches Zürcher Kantonalbank in the private #deal-desk, in a project of its own',
      async play() {
        const bank = await manager.research('Zürcher Kantonalbank zkb.ch', dealDesk, done);
        await manager.press(await summary(bank, manager), 'Save to project');
        await manager.fill({ project_name: 'ZKB pitch' });
      },
    },
    {
      title: '“Delta” waits for a choice, one research fails, one is partly done (the app logs both as errors)',
      async play() {
        await rep.research('Delta', sales, /Choose one/);
        await during({ kind: 'blocked', stage: 'report', times: null }, () =>
          rep.research('Acme Widgets', sales, failed),
        );
        await during({ kind: 'blocked', stage: 'facet.news', times: null }, () =>
          rep.research('Globex Logistics', sales, partlyDone),
        );
      },
    },
    {
      title: 'The rep switches the weekly digest on',
      async play() {
        await rep.openHome();
        await rep.press(await rep.home(), 'Settings');
        await rep.press(await rep.home(), 'Switch on');
        await rep.press(await rep.home(), 'Back');
      },
    },
  ];
}
