from crhelper import CfnResource

helper = CfnResource()


@helper.poll_create
def poll(event, context):
    return event


def again(event, context):
    helper(event, context)
