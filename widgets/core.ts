// Table of contents of the core: one import per light widget. The page's state and contexts come with the first.
import './shared/scope.ts';
import './access/login.ts';
import './access/access.ts';
import './desk/desk.ts';
import './documents/document-list.ts';
import './finance/balance.ts';
import './portal/portal.ts';
// Shared by the chunks alone: here, or it would be one more file for each of them.
import './shared/text/chunk-text.ts';
import { supported } from './shared/element.ts';
import { noticeOtherMajor, offerApi } from './shared/palier.ts';
import { explainOldBrowser, replacePlaces } from './shared/plain-markup.ts';

noticeOtherMajor();
offerApi();
const dress = supported ? replacePlaces : explainOldBrowser;
if (document.readyState === 'loading') document.addEventListener('DOMContentLoaded', dress, { once: true });
else dress();
