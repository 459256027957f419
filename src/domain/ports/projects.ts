import type { Annotation, Project, Target, WorkProduct } from '../project.ts';
import type { Run } from '../run.ts';
import type { VerticalName } from '../vertical.ts';
import type { Viewer } from './memory.ts';

export type NewProject = Pick<Project, 'team' | 'createdBy' | 'name' | 'companyName' | 'companyKey' | 'visibility'> &
  Partial<Pick<Project, 'description' | 'contextMode' | 'tags' | 'channel' | 'owner' | 'vertical'>>;

export type ProjectPatch = Partial<
  Pick<Project, 'name' | 'description' | 'contextMode' | 'tags' | 'owner' | 'vertical' | 'visibility'>
>;

export interface ProjectList {
  viewer: Viewer;
  owner?: string;
  vertical?: VerticalName;
  status?: Project['status'];
  limit: number;
  /** `cursor` of the page before. */
  after?: string;
}

export interface NewStar {
  target: Target;
  title: string;
  preview: string;
  notes?: string;
  createdBy: string;
}

/** What went with a project. Its runs stay. */
export interface DeletedProject {
  stars: number;
  notes: number;
  iterations: number;
}

/** Error of everything that names a project which is not there: `not_found`. */
export interface Projects {
  create(project: NewProject): Promise<Project>;
  get(team: string, id: string): Promise<Project | undefined>;
  /** Last changed first. */
  list(team: string, question: ProjectList): Promise<{ projects: Project[]; cursor?: string }>;
  edit(team: string, id: string, patch: ProjectPatch): Promise<Project>;
  /** `archived` projects take no new run. */
  setStatus(team: string, id: string, status: Project['status']): Promise<Project>;
  delete(team: string, id: string): Promise<DeletedProject>;
  /** Runs of it, the newest iteration first, whatever became of them. */
  iterations(team: string, project: string, page: { limit: number; before?: number }): Promise<Run[]>;

  /**
   * One star per project and target, whoever clicks and how often. Error: `forbidden` when the target's run is less
   * widely visible than the project, because the star would show it to more people.
   */
  star(team: string, project: string, star: NewStar): Promise<WorkProduct>;
  unstar(team: string, project: string, target: Target): Promise<void>;
  /** The newest first. */
  stars(team: string, project: string): Promise<WorkProduct[]>;

  annotate(
    team: string,
    project: string,
    note: { text: string; createdBy: string; target?: Target },
  ): Promise<Annotation>;
  /** The newest first. */
  annotations(team: string, project: string): Promise<Annotation[]>;
  deleteAnnotation(team: string, project: string, id: string): Promise<void>;
}
