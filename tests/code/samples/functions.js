// Parameters, `this`, closures, functions that are called before they stand there.
const x = early(1);
function early(a, b = a + 1, { c, d: [e = 2, ...f], ...g } = {}, ...rest) {
    return [a, b, c, e, f, g, rest, this];
}
const double = n => n * 2;
const named = function recurse(n) { return n ? recurse(n - 1) : double; };
const object = {
    value: 1,
    method(y) { return () => this.value + y; },
    get computed() { return this.value; },
    set computed(v) { this.value = v; },
    arrow: async () => this,
    [double(1)]: function () { return arguments.length; },
    'quoted key': early,
    x,
    ...named,
};
(function () { var hidden = 1; { var hoisted = 2; let inner = 3; } return hidden + hoisted; })();
async function* pages(client) {
    for await (const page of client.list()) yield page.items;
    const got = yield* pages(client);
    yield;
    return got;
}
for (const r of event.Records) records.push(r);
Records.map(async ({ s3: { bucket } }) => get(bucket.name));
setTimeout(object.method.bind(object), 1);
