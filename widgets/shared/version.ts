// The build writes it; in tests the sources run as they are.
declare const __PALIER_VERSION__: string | undefined;

export const version: string = typeof __PALIER_VERSION__ === 'undefined' ? '0.0.0' : __PALIER_VERSION__;
