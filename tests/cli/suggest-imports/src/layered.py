from common.db import read
from Names import find


def handler(event, context):
    read(find())
