// What ECMAScript modules import and export.
import client, { Put as PutCommand, default as again } from '@aws-sdk/client-x';
import * as store from './store.mjs';
import './side-effect.mjs';
import settings from './settings.json' with { type: 'json' };
import { createRequire } from 'module';

const require = createRequire(import.meta.url);
const old = require('./old.cjs');

export { late as early, old, old as older, store as "a text" };
export { put as default, get } from './store.mjs';
export * from './rest.mjs';
export * as tools from './tools.mjs';
export const TABLE = process.env.TABLE ?? 'items', { a, b: [c] } = settings;
export function handler(event) {
    return import('./lazy.mjs').then(({ run }) => run(event));
}
export class Store {}
export let counter;

async function late() {
    const { default: lazy } = await import('./late.mjs');
    return (await import(`./${counter}.mjs`)).run(lazy, again, PutCommand, client);
}
