import { useEffect, useState } from 'react';
import type { Entered } from '../../../slack/app/element-state.ts';
import type { SeenView } from '../../../slack/control/snapshot.ts';
import { Blocks } from '../blocks/block.tsx';
import { SurfaceContext } from '../elements/surface.ts';
import { control } from '../workspace/control.ts';
import { useWorkspaceSurface } from '../workspace/use-surface.ts';
import { useWorkspace } from '../workspace/workspace.ts';

const Published = ({ home }: { home: SeenView }) => {
  const [entered, setEntered] = useState<Entered>({});
  const surface = useWorkspaceSurface({ target: { viewId: home.id }, held: [entered, setEntered] });
  return (
    <SurfaceContext value={surface}>
      <Blocks blocks={home.view.blocks} />
    </SurfaceContext>
  );
};

/** The app's home tab; opening it tells the app, which publishes what this person may see. */
export const Home = () => {
  const { snapshot, place } = useWorkspace();
  const { team, user } = place;
  useEffect(() => {
    void control('openHome', { team, user, tab: 'home' });
  }, [team, user]);
  const home = snapshot.homes[user];
  return (
    <section className="messages home" aria-label={`${snapshot.app.name} home`} tabIndex={0}>
      {home ? (
        <Published key={user} home={home} />
      ) : (
        <p className="empty">{snapshot.app.name} has not published a home tab for this person yet.</p>
      )}
    </section>
  );
};
