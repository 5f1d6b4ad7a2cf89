// What TypeScript adds: most of it says only types, some of it has values.
import type { Context } from 'aws-lambda';
import { type Handler, S3Client } from '@aws-sdk/client-s3';
import fs = require('fs');
import Deep = Outer.Inner;
export type { Context };
interface Shape { area(): number }
type Alias<T> = T extends string ? typeof fs : never;
declare const INJECTED: string;
declare module 'x' { export function f(): void; }
declare global { interface Window { y: number } }

export enum Kind { A = 'a', B = `b-${INJECTED}`, C, 'd e' = 4 }
const enum Small { X }
namespace Outer {
    export const Inner = make();
    export function open(): string { return closed; }
    const closed = 'closed';
}

@Injectable()
export abstract class Service<T> implements Shape {
    private readonly table: string = process.env.TABLE!;
    declare later: string;
    static client: S3Client = new S3Client({});
    @Input('x') @Other label?: string;
    constructor(private readonly s3: S3Client, public size = 1, plain?: string, @Inject(TOKEN) protected token?: string) { setup(plain); }
    abstract area(): number;
    over(a: string): void;
    over(a: number): void;
    over(a: any): void { (this.s3 as any).send<string>(a!); }
    @tracer.captureMethod() private async go(this: Service<T>, { x, y = 2 }: { x: string }, ...r: string[]): Promise<void> { await (<any>x).foo(y satisfies number); }
}

function assertIs(x: unknown): asserts x is string {}
export const handler: Handler<string> = async <T,>(event: T) => {
    const a = await fetchAll<string>(event), b = !check<T>(event), c = 1 + count<T>(event);
    let typed: Map<string, number>, d = <string>event['x'];
    return tag<T>`${a}${b}${c}${d}` ?? (typed = new Map<string, number>());
};
export default Service;
export = handler;
