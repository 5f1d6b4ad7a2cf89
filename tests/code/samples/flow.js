// What decides which writes reach a read.
async function run(event) {
    let name = 'a', size;
    if (event.b) name = 'b';
    else if (event.c) { name = 'c'; return name; }
    else name = 'd';
    for (let i = 0, n = event.n; i < n; i++) { if (i === 3) { size = 'early'; break; } size = 'late'; }
    for (const key in event) name = event[key];
    while (more()) { name = next(); }
    do { size++; } while (size < 10);
    outer: for (;;) { for (;;) { if (done()) continue outer; size = 1; } }
    switch (event.kind) {
        case 'one':
        case 'two': { name = 'two'; }
        case 'three': name = 'three'; break;
        case kindOf(event): if (size) break; size = 4; return name;
        default: throw new Error(`no ${event.kind}`);
    }
    try { name = await read(name); } catch ({ message }) { name = message; } finally { close(); }
    try { name = 'tried'; } finally { close(name); }
    name ||= 'e'; name ??= 'f'; name &&= 'g'; name += 'h'; event.count += 1; event['a b'] -= 2;
    event.x && (size = 5);
    const y = event.y ? (size = 6) : size;
    return (log(y), name);
}
