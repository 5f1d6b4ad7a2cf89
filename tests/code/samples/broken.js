// What can be read around an error is read.
const before = require('./before');
const broken = before.call(1, ;
function after() { return before.run(2); }
exports.handler = after;
class { method() { after(); }
