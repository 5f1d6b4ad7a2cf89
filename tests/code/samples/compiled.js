"use strict";
// What compilers make of modules and of await.
var __awaiter = (this && this.__awaiter) || function (self, args, P, generator) { return new P(generator.apply(self, args)); };
Object.defineProperty(exports, "__esModule", { value: true });
exports.handler = void 0;
const client_s3_1 = require("@aws-sdk/client-s3");
const store_1 = __importDefault(require("./store"));
const handler = (event) => __awaiter(void 0, void 0, void 0, function* () {
    const got = yield (0, store_1.default)(new client_s3_1.S3Client({}), event);
    return got;
});
exports.handler = handler;
class Store {
    load(id) {
        return tslib_1.__awaiter(this, void 0, void 0, function* () { return yield this.get(id); });
    }
}
Object.defineProperty(exports, "Store", { enumerable: true, get: function () { return store_1.Store; } });
Object.defineProperty(exports, "load", { get() { return store_1.load; } });
tslib_1.__exportStar(require("./all"), exports);
var app_exports = {};
__export(app_exports, { run: () => run, Other: () => store_1.Other });
module.exports = __toCommonJS(app_exports);
var lib = __toESM(require("./lib"), 1);
