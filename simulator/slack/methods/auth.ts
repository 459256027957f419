import { checkClient } from '../oauth.ts';
import { isTrue, type Method } from './method.ts';

export const authMethods: Record<string, Method> = {
  'auth.test': ({ workspace, grant, context }) => {
    const { team, app } = workspace.data;
    return {
      url: `https://${team.domain}.slack.com/`,
      team: team.name,
      team_id: team.id,
      user: workspace.user(app.botUserId)?.name,
      user_id: app.botUserId,
      bot_id: app.botId,
      is_enterprise_install: grant.enterprise !== undefined,
      ...(team.enterprise && { enterprise_id: team.enterprise.id }),
      ...(grant.expiresAt !== undefined && {
        expires_in: grant.expiresAt - Math.floor(context.clock.now().getTime() / 1000),
      }),
    };
  },
  'team.info': ({ workspace }) => {
    const { enterprise, ...team } = workspace.data.team;
    return {
      team: {
        ...team,
        email_domain: '',
        icon: {},
        ...(enterprise && { enterprise_id: enterprise.id, enterprise_name: enterprise.name }),
      },
    };
  },
  'auth.revoke': ({ args, workspace, grant, context }) => {
    if (isTrue(args.test)) return { revoked: false };
    context.tokens.change(workspace, grant.token, { revoked: true });
    return { revoked: true };
  },
  'apps.uninstall': ({ args, workspace, context }) => {
    checkClient(context.oauth, args);
    void context.uninstall(workspace);
    return {};
  },
};
