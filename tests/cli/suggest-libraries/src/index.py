import os, json, copy, asyncio, functools, threading, multiprocessing, concurrent.futures, contextlib, dataclasses, typing, urllib.parse
import boto3
from aws_lambda_powertools.utilities import parameters
from aws_lambda_powertools.utilities.parameters import SSMProvider, SecretsProvider
from aws_lambda_powertools.utilities.idempotency import DynamoDBPersistenceLayer, idempotent_function
from aws_lambda_powertools.utilities.idempotency.persistence import dynamodb as persistence
from aws_lambda_powertools.utilities.data_classes import event_source, S3Event
from aws_secretsmanager_caching import SecretCache
from botocore.auth import SigV4Auth
from botocore.crt.auth import CrtSigV4Auth
from opensearchpy import AWSV4SignerAuth, Urllib3AWSV4SignerAuth, RequestsAWSV4SignerAuth
from requests_aws4auth import AWS4Auth
from pydantic import Field
import pydantic, pydantic_settings, tenacity, environs, decouple

s3 = boto3.client('s3')

def get(bucket, key='k'):
    return s3.get_object(Bucket=bucket, Key=key)

@functools.lru_cache
def cached():
    return 'cached'

@functools.lru_cache(maxsize=1)
def cached1():
    return 'cached1'

@functools.cache
def cached2():
    return 'cached2'

def wrapped(f):
    @functools.wraps(f)
    def inner(*args, **kwargs):
        return f(*args, **kwargs)
    return inner

@wrapped
def inside():
    return 'inside'

@contextlib.contextmanager
def managed():
    yield 'managed'

@contextlib.asynccontextmanager
async def managed2():
    yield 'managed2'

@dataclasses.dataclass
class Place:
    bucket: str
    key: str = dataclasses.field(default='d')

@dataclasses.dataclass(frozen=True)
class Place2:
    bucket: str

@tenacity.retry
def again():
    return 'again'

@tenacity.retry(stop=3)
def again2():
    return 'again2'

@idempotent_function(data_keyword_argument='x')
def once(x):
    return 'once'

class Old(pydantic.BaseSettings):
    table: str

class New(pydantic_settings.BaseSettings):
    model_config = pydantic_settings.SettingsConfigDict(env_prefix='MY_')
    name: str = Field('fallback')
    table: str

async def named(name):
    return name

async def asynchronous():
    await asyncio.to_thread(get, 'thread')
    one, two = await asyncio.gather(named('gathered'), asyncio.create_task(named('created')))
    get(one)
    get(two)
    get(await asyncio.ensure_future(named('ensured')))
    get(await asyncio.wait_for(named('waited'), 3))
    loop = asyncio.get_running_loop()
    await loop.run_in_executor(None, get, 'executor')
    async with managed2() as bucket:
        get(bucket)

def values(event):
    get(str(json.loads(json.dumps(os.getenv('BUCKET', 'unset')))))
    get(os.environ.get('BUCKET2', 'unset2'))
    get(copy.copy(copy.deepcopy(urllib.parse.unquote_plus(urllib.parse.unquote('copied')))))
    get(typing.cast(str, 'cast'))
    for bucket in list(sorted(reversed(tuple(set(iter(['listed'])))))):
        get(bucket)
    get(next(iter(['next'])))
    get(dict(bucket='dict')['bucket'])
    for number, bucket in enumerate(['enumerated']):
        get(bucket)
    for x, bucket in zip(['x'], ['zipped']):
        get(bucket)
    list(map(get, ['mapped']))
    for bucket in filter(None, ['filtered']):
        get(bucket)
    getattr(s3, 'head_object')(Bucket='attribute', Key='k')
    place = Place('placed')
    setattr(place, 'other', 'set')
    get(place.bucket, place.key)
    get(place.other)
    get(Place2('placed2').bucket, int('7'))
    functools.partial(get, 'partial')()
    with managed() as bucket:
        get(bucket)
    get(Old().table)
    get(New().name)
    get(New().table)
    os.environ.setdefault('SET', 'x')
    env = environs.Env()
    get(env('ENV1', 'environs'))
    get(env.str('ENV2', 'environs2'))
    get(decouple.config('ENV3', default='decoupled'))

def threads():
    threading.Thread(target=get, args=('threaded',)).start()
    multiprocessing.Process(target=get, args=('process',)).start()
    with concurrent.futures.ThreadPoolExecutor() as pool:
        for future in concurrent.futures.as_completed([pool.submit(str, 'submitted')]):
            get(future.result())
        pool.map(get, ['pooled'])
    with concurrent.futures.ProcessPoolExecutor() as pool:
        pool.submit(get, 'submitted2')
        pool.map(get, ['pooled2'])
    asyncio.run(asynchronous())
    get(asyncio.run(named('run')))
    get(asyncio.get_event_loop().run_until_complete(named('completed')))
    get(asyncio.new_event_loop().run_until_complete(named('completed2')))
    asyncio.get_event_loop().run_in_executor(None, get, 'executor2')

def powertools():
    parameters.get_parameter('/one')
    parameters.get_parameters('/many')
    parameters.get_parameters_by_name({'/two': {}})
    parameters.get_secret('secret')
    SSMProvider().get('/three')
    SSMProvider().get_multiple('/four')
    SecretsProvider().get('secret2')
    DynamoDBPersistenceLayer(table_name='layer')
    persistence.DynamoDBPersistenceLayer('layer2')
    SecretCache().get_secret_string('secret3')
    SecretCache().get_secret_binary('secret4')

def signers(credentials):
    SigV4Auth(credentials, 'appsync', 'eu-west-1')
    CrtSigV4Auth(credentials, 'execute-api', 'eu-west-1')
    AWSV4SignerAuth(credentials, 'eu-west-1', 'aoss')
    Urllib3AWSV4SignerAuth(credentials, 'eu-west-1', 'aoss')
    RequestsAWSV4SignerAuth(credentials, 'eu-west-1', 'aoss')
    AWS4Auth('key', 'secret', 'eu-west-1', 'lambda')

@event_source(data_class=S3Event)
def handler(event, context):
    get(cached())
    get(cached1())
    get(cached2())
    get(inside())
    get(again())
    get(again2())
    get(once(x=1))
    values(event)
    threads()
    powertools()
    signers(None)
    get(event.bucket_name, event.object_key)
    for record in event.records:
        get(record.s3.bucket.name)
