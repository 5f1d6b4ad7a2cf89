const cache = new Map();
class Store { get(a) { return cache.get(a); } put(a) { cache.set(a, 1); } delete(a) { cache.delete(a); } invoke(a) { return a(); } }
exports.handler = async (event) => {
  const store = new Store();
  store.put({ Bucket: "a", Key: "b" });
  store.get({ TableName: "a" });
  store.delete({ TableName: "a" });
  return store.invoke(() => event.get({ FunctionName: "a" }));
};
