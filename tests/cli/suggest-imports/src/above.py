from src.store import read


def handler(event, context):
    read()
