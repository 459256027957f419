import type { Method } from './method.ts';

export const authMethods: Record<string, Method> = {
  'auth.test': ({ workspace }) => {
    const { team, app } = workspace.data;
    return {
      url: `https://${team.domain}.slack.com/`,
      team: team.name,
      team_id: team.id,
      user: workspace.user(app.botUserId)?.name,
      user_id: app.botUserId,
      bot_id: app.botId,
      is_enterprise_install: false,
    };
  },
  'team.info': ({ workspace }) => ({ team: { ...workspace.data.team, email_domain: '', icon: {} } }),
};
