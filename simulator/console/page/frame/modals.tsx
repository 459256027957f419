import { type FormEvent, useEffect, useRef, useState } from 'react';
import type { Entered } from '../../../slack/app/element-state.ts';
import type { SeenView } from '../../../slack/control/snapshot.ts';
import { Blocks } from '../blocks/block.tsx';
import { SurfaceContext } from '../elements/surface.ts';
import { TextObject, wordsOf } from '../text/text-object.tsx';
import { control } from '../workspace/control.ts';
import { useWorkspaceSurface } from '../workspace/use-surface.ts';
import { actorOf, useWorkspace } from '../workspace/workspace.ts';

type Values = Record<string, Entered>;
const trouble = 'We had some trouble connecting. Try again?';
const fields = 'input, textarea, select';

interface ModalProps {
  seen: SeenView;
  depth: number;
  held: [Entered, (update: (entered: Entered) => Entered) => void];
}

const Modal = ({ seen, depth, held }: ModalProps) => {
  const workspace = useWorkspace();
  const { view } = seen;
  const dialog = useRef<HTMLDialogElement>(null);
  const [errors, setErrors] = useState<Record<string, string>>({});
  const [problem, setProblem] = useState('');
  const [busy, setBusy] = useState(false);
  const surface = useWorkspaceSurface({ target: { viewId: seen.id }, errors, held });
  const where = { ...actorOf(workspace), viewId: seen.id };
  useEffect(() => {
    dialog.current?.showModal();
    dialog.current?.querySelector<HTMLElement>(`.modal-body .input :is(${fields})`)?.focus();
  }, []);
  useEffect(() => {
    if (Object.keys(errors).length > 0) dialog.current?.querySelector<HTMLElement>(`.wrong :is(${fields})`)?.focus();
  }, [errors]);
  const close = async () => {
    const outcome = await control('closeView', where);
    if (!outcome.ok && outcome.userSees) workspace.tell(outcome.userSees);
  };
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (busy || !view.submit) return;
    setBusy(true);
    const outcome = await control('submitView', { ...where, values: held[0] });
    setBusy(false);
    setErrors(outcome.fieldErrors ?? {});
    setProblem(outcome.ok || outcome.fieldErrors ? '' : (outcome.userSees ?? trouble));
  };
  return (
    <dialog
      ref={dialog}
      className="modal"
      aria-label={wordsOf(view.title)}
      onCancel={(event) => {
        event.preventDefault();
        if (event.target === dialog.current) void close();
      }}
    >
      <form noValidate onSubmit={(event) => void submit(event)}>
        <header>
          {depth > 0 && (
            <button type="button" className="button quiet" aria-label="Back" onClick={() => void close()}>
              <span aria-hidden="true">‹</span>
            </button>
          )}
          <h2>
            <TextObject text={view.title} />
          </h2>
          <span className="grow" />
          <button type="button" className="button quiet" aria-label="Close" onClick={() => void close()}>
            <span aria-hidden="true">✕</span>
          </button>
        </header>
        <div className="modal-body">
          {problem !== '' && (
            <p className="alert error" role="alert">
              {problem}
            </p>
          )}
          <SurfaceContext value={surface}>
            <Blocks blocks={view.blocks} />
          </SurfaceContext>
        </div>
        <footer>
          <button type="button" className="button" onClick={() => void close()}>
            {wordsOf(view.close) || (view.submit ? 'Cancel' : 'Close')}
          </button>
          {view.submit ? (
            <button type="submit" className={`button primary ${busy ? 'busy' : ''}`} aria-busy={busy}>
              {wordsOf(view.submit) || 'Submit'}
            </button>
          ) : null}
        </footer>
      </form>
    </dialog>
  );
};

/** The top of the person's stack of modals. What was entered in those below is still there when they come back. */
export const Modals = () => {
  const { snapshot, place } = useWorkspace();
  const [values, setValues] = useState<Values>({});
  const stack = snapshot.views.filter(({ user }) => user === place.user);
  const top = stack.at(-1);
  if (!top) return null;
  const hold = (update: (entered: Entered) => Entered) =>
    setValues((before) => ({ ...before, [top.id]: update(before[top.id] ?? {}) }));
  return <Modal key={top.id} seen={top} depth={stack.length - 1} held={[values[top.id] ?? {}, hold]} />;
};
