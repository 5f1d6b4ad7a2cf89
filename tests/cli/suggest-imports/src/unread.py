import shared_tool


def handler(event, context):
    shared_tool.work()
