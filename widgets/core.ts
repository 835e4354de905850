// Table of contents of the core: one import per light widget. The page's state and contexts come with the first.
import './shared/scope.ts';
import './access/login.ts';
