import boto3

events = boto3.client("events")


def elsewhere(event, context):
    events.put_events(Entries=event["entries"])


def here(event, context):
    events.put_events(Entries=[{"Source": "a", "DetailType": "b", "Detail": "{}"}])
