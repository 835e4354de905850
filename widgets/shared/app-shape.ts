import type { Hono } from 'hono';
import type { BlankEnv } from 'hono/types';
import type { ForgottenPassword, NewPassword, Person, SignedIn, SignIn } from '../../server/access/contract.ts';
import type { DocumentLibrary, DocumentPage, Ticket } from '../../server/documents/contract.ts';
import type { BalanceSheet, EntryPage } from '../../server/finance/contract.ts';
import type { Bootstrap } from '../../server/portal/contract.ts';

// A type, not an interface: hono's client asks for an index signature.
type Answer<O, I = object> = { input: I; output: O; outputFormat: 'json'; status: 200 };
type Nothing = Record<string, never>;
interface Device {
  id: string;
  device: string;
  createdAt: string;
  lastSeenAt: string;
  current: boolean;
}

/** The routes as the widgets call them, until the server's own app type stands. */
export type App = Hono<
  BlankEnv,
  {
    '/v1/bootstrap': { $get: Answer<Bootstrap, { query: { need?: string | undefined } }> };
    '/v1/session': {
      $get: Answer<{ person: Person | null }>;
      $post: Answer<SignedIn, { json: SignIn }>;
      $delete: Answer<Nothing>;
    };
    '/v1/session/renewal': { $post: Answer<{ token: string }> };
    '/v1/sessions': { $get: Answer<{ sessions: Device[] }>; $delete: Answer<Nothing> };
    '/v1/sessions/:id': { $delete: Answer<Nothing, { param: { id: string } }> };
    '/v1/password': { $post: Answer<Nothing, { json: NewPassword }> };
    '/v1/password/forgotten': { $post: Answer<Nothing, { json: ForgottenPassword }> };
    '/v1/password/link': { $post: Answer<{ usable: boolean }, { json: { token: string } }> };
    '/v1/handoffs': { $post: Answer<{ code: string }, { json: { origin: string; challenge: string } }> };
    '/v1/handoffs/redemption': { $post: Answer<SignedIn, { json: { code: string; verifier: string } }> };
    '/v1/balances': { $get: Answer<BalanceSheet> };
    '/v1/balances/:ledger/entries': {
      $get: Answer<EntryPage, { param: { ledger: string }; query: { year: string; after?: string | undefined } }>;
    };
    '/v1/documents': { $get: Answer<DocumentLibrary> };
    '/v1/documents/page': { $get: Answer<DocumentPage, { query: Record<string, string | undefined> }> };
    '/v1/documents/:id/ticket': { $post: Answer<Ticket, { param: { id: string } }> };
  },
  '/'
>;
