import type { Json } from '../json.ts';
import { givenCapabilities, givenUseCase } from './given.ts';
import type { Pool } from './pool.ts';
import { quote } from './statements.ts';
import { industryOf } from './vertical.ts';

/** A play that any seller could open with: no figure, no name, questions instead of promises. */
export function genericPlay(pool: Pool): Json {
  const useCase = givenUseCase(pool);
  const title = useCase?.title ?? 'One process, measured';
  const proof = [
    ...(useCase?.problem.claims.flatMap((id) => pool.byId(id) ?? []) ?? []),
    ...pool.of('competitors').slice(0, 2),
  ];
  return {
    title,
    elevatorPitch:
      'You told the market what you want to change; your teams still do much of it by hand. We take one such process, show on your own data what a better one saves, and hand it over to your people. You decide after each step, and nothing has to be replaced first.',
    valueProposition: 'One process works measurably better, with your own figures as the proof.',
    differentiators: givenCapabilities(pool)
      .slice(0, 3)
      .map(({ name, description }) => `${name}: ${description}`.slice(0, 200)),
    targetPersona: 'Head of operations',
    targetVertical: industryOf(pool)?.vertical ?? 'other',
    companySize: 'As the findings give it',
    discoveryQuestions: [
      'Which step of this process costs your people the most time today?',
      'Who would have to agree before a first test on real data?',
      'What did you try before, and why did it stop?',
      'How would you notice after three months that it worked?',
    ],
    objections: [
      {
        objection: 'We have a programme for this already.',
        response: 'Good: then we measure one process for it, and the programme keeps the result.',
      },
      {
        objection: 'Our data is not ready.',
        response: 'It never is; one process shows which part of it has to be, and that part only.',
      },
    ],
    proofPoints: (proof.length > 0 ? proof : pool.all.slice(0, 2)).slice(0, 3).map((claim) => quote(claim)),
    positioning: 'Doing nothing keeps the manual work; building alone waits for people who have to be found first.',
    nextSteps: ['Agree on the process and its owner', 'Look at the data together'],
    metrics: ['Time a case takes', 'Cases finished without a correction'],
  };
}
