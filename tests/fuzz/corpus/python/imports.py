"""Every form of an import, and where the names go."""
from __future__ import annotations

import os, json as j
import boto3.dynamodb.conditions
import aws_lambda_powertools.utilities.parameters as parameters
from boto3 import client
from . import store
from .. import shared as s
from ..lib.store import (
    Store,
    open_store as open_it,
)
from settings import *

try:
    import ujson as fast
except ImportError:
    import json as fast


def later():
    from aws_xray_sdk.core import patch_all
    import requests
    patch_all()
    return requests, os.path, not_defined


class Holder:
    import csv
    reader = csv.reader
