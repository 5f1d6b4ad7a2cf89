import tool


def handler(event, context):
    tool.work()
