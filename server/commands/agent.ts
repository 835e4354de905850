import { noticeFactor } from '../access/factors/notice-store.ts';
import { resetFactors } from '../access/factors/store.ts';
import { findAgency } from '../agency/store.ts';
import { transaction } from '../database/transaction.ts';
import { withDatabase } from './agency.ts';
import type { Command } from './command.ts';

export const agentResetSecondFactor: Command = {
  name: 'agent reset-second-factor',
  takes: ['agency', 'email'],
  says: 'Take away the code application, passkeys and recovery codes of someone who lost them.',
  more: `Make sure first who asks: call them at a number you know. Their sessions end, and a letter tells them. Their
password stays; at the next sign-in an agent sets up another application. It serves residents too.`,
  async run([slug = '', email = '']) {
    const found = await withDatabase(async ({ db }) => {
      const agency = await findAgency(db, slug).catch(() => {
        throw new Error(`There is no agency « ${slug} ».`);
      });
      const now = new Date();
      return transaction(db, async (trx) => {
        const reset = await resetFactors(trx, agency.id, email);
        if (!reset) return undefined;
        const change = reset.isAgent ? 'agent-factors-reset' : 'factors-reset';
        const notice = { agencySlug: slug, loginId: reset.loginId, change, device: '' } as const;
        await noticeFactor(trx, notice, now);
        return reset;
      });
    });
    if (!found) throw new Error(`Nobody signs in at ${slug} as ${email}.`);
    console.log(
      found.isAgent
        ? `${email} will set up another application at the next sign-in. All their sessions are over.`
        : `${email} signs in with the password alone. All their sessions are over.`,
    );
  },
};
