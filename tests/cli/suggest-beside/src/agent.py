from strands import Agent

agent = Agent()


def handler(event, context):
    return agent(event["question"])
