import { read } from "@lib/read";
import { write } from "@demo/core";
export const handler = async () => { await read(); await write(); };
