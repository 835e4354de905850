import type {
  AgentRow,
  HandoffRow,
  LoginAccountView,
  LoginPersonRow,
  LoginRow,
  RateLimitRow,
  ResetLinkRow,
  SessionRow,
} from '../access/rows.ts';
import type { DeskRequestRow } from '../access/assistance/rows.ts';
import type { EmailChangeRow, PhoneCheckRow } from '../access/contact/rows.ts';
import type { PasskeyRow, RecoveryCodeRow, TotpRow, WebauthnChallengeRow } from '../access/factors/rows.ts';
import type { FirstConnectionRow, ProvisionalSecretRow } from '../access/first-connection/rows.ts';
import type { SocialFlowRow, SocialIdentityRow } from '../access/social/rows.ts';
import type { StepUpRow } from '../access/step-up/rows.ts';
import type { AgencyOriginRow, AgencyRow } from '../agency/store.ts';
import type { DeskClosureRow } from '../desk/rows.ts';
import type { DocumentReadingRow, DocumentRow, FileTicketRow } from '../documents/rows.ts';
import type { LedgerEntryRow, LedgerRow } from '../finance/rows.ts';
import type { ImportRunRow } from '../imports/rows.ts';
import type {
  AccountHolderRow,
  AccountRow,
  BuildingRow,
  CouncilMemberRow,
  DistributionKeyRow,
  LeaseRow,
  LotRow,
  OwnershipRow,
  PersonRow,
  ShareRow,
} from '../properties/rows.ts';
import type { OutboxRow } from './outbox.ts';

/** Every table, by name; each row type stands in the capability that owns it. */
export interface Tables {
  agency: AgencyRow;
  agency_origin: AgencyOriginRow;
  building: BuildingRow;
  lot: LotRow;
  distribution_key: DistributionKeyRow;
  share: ShareRow;
  person: PersonRow;
  account: AccountRow;
  account_holder: AccountHolderRow;
  ownership: OwnershipRow;
  lease: LeaseRow;
  council_member: CouncilMemberRow;
  login: LoginRow;
  login_person: LoginPersonRow;
  login_account: LoginAccountView;
  agent: AgentRow;
  session: SessionRow;
  reset_link: ResetLinkRow;
  handoff: HandoffRow;
  rate_limit: RateLimitRow;
  provisional_secret: ProvisionalSecretRow;
  first_connection: FirstConnectionRow;
  social_identity: SocialIdentityRow;
  social_flow: SocialFlowRow;
  passkey: PasskeyRow;
  webauthn_challenge: WebauthnChallengeRow;
  totp: TotpRow;
  recovery_code: RecoveryCodeRow;
  step_up: StepUpRow;
  email_change: EmailChangeRow;
  phone_check: PhoneCheckRow;
  desk_request: DeskRequestRow;
  desk_closure: DeskClosureRow;
  ledger: LedgerRow;
  ledger_entry: LedgerEntryRow;
  document: DocumentRow;
  document_reading: DocumentReadingRow;
  file_ticket: FileTicketRow;
  outbox: OutboxRow;
  import_run: ImportRunRow;
}
