import { accessSync, constants, statSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";

const NAME = process.platform === "win32" ? "samgen.exe" : "samgen";

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}

/**
 * The program to start: what the setting says, else the one that was packed into the extension, else `samgen`, which
 * the system finds on the PATH.
 */
export function findProgram(setting: string, extension: string): string {
  if (setting) {
    return setting.startsWith("~/") ? join(homedir(), setting.slice(2)) : setting;
  }
  const bundled = join(extension, "server", NAME);
  return isProgram(bundled) ? bundled : "samgen";
}
