// Members, fields and bases.
class Base { constructor(table) { this.table = table; } static create() { return new this(process.env.TABLE); } }
class Store extends mixin(Base) {
    #client = new Client({});
    name = this.constructor.name;
    static count = 0;
    static { Store.count = 1; this.ready = true; }
    handler = async (event) => this.#send(event);
    #send(event) { return this.#client.send(event, super.table); }
    get size() { return this.#client.size; }
    set size(v) { this.#client.size = v; }
    async *[Symbol.asyncIterator]() { yield* this.all(); }
    'quoted name'() {}
}
class Derived extends Store {
    constructor(...args) { super(...args, 1); this.args = args; super.handler(); }
}
const Named = class Inner { self() { return Inner; } }, Anonymous = class { };
module.exports = { handler: new Derived().handler, make: () => new Named() };
