import { useEffect, useRef } from 'react';
import { asJson, type Json } from '../../../slack/json.ts';
import { TextObject, wordsOf } from '../text/text-object.tsx';

/** The question before an action: https://docs.slack.dev/reference/block-kit/composition-objects/confirmation-dialog-object */
export const Confirm = ({ confirm, answer }: { confirm: Json; answer: (yes: boolean) => void }) => {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => dialog.current?.showModal(), []);
  return (
    <dialog
      ref={dialog}
      className="confirm"
      aria-label={wordsOf(confirm.title) || 'Are you sure?'}
      onCancel={(event) => {
        event.preventDefault();
        event.stopPropagation();
        answer(false);
      }}
    >
      <h3>{wordsOf(confirm.title) || 'Are you sure?'}</h3>
      <p>
        <TextObject text={confirm.text} />
      </p>
      <div className="row end">
        <button type="button" className="button" onClick={() => answer(false)}>
          {wordsOf(asJson(confirm.deny)) || 'Cancel'}
        </button>
        <button
          type="button"
          className={`button ${confirm.style === 'danger' ? 'danger' : 'primary'}`}
          onClick={() => answer(true)}
        >
          {wordsOf(asJson(confirm.confirm)) || 'Yes'}
        </button>
      </div>
    </dialog>
  );
};
