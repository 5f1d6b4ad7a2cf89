import somewhere


def handler(event, context):
    somewhere.run(event)
