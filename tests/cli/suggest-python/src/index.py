import os, boto3, functools, asyncio
from concurrent.futures import ThreadPoolExecutor
ddb = boto3.resource("dynamodb")
def env(n): return os.environ[n]
T = {'A': env('A_T'), 'B': env('B_T')}
def put_item(table, item):
    ddb.Table(table).put_item(Item=item)
def get(table, key):
    return ddb.Table(table).get_item(Key=key)
def op(table, name, **kw):
    return getattr(ddb.Table(table), name)(**kw)
class Repo:
    def __init__(self, name):
        self.table = ddb.Table(name)
    def delete(self, key):
        self.table.delete_item(Key=key)
class Sub(Repo):
    def __init__(self):
        super().__init__(T['B'])
def scan_a(): return ddb.Table(T['A']).scan()
def handler(event, context):
    put_item(T['A'], {})
    get(T['B'], {})
    op(T['A'], 'update_item', Key={})
    Repo(T['A']).delete({})
    Sub().delete({})
    q = functools.partial(ddb.Table(T['B']).query, Limit=3)
    q()
    with ThreadPoolExecutor() as ex:
        f = ex.submit(scan_a)
        f.result()
    with ddb.Table(T['A']).batch_writer() as batch:
        batch.put_item(Item={})
