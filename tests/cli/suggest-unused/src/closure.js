import { CloudFormation } from "@aws-sdk/client-cloudformation";

const cloudformation = new CloudFormation();

export const handler = async (event) => {
    const { StackSummaries } = await cloudformation.listStacks({});
    let there = false;
    StackSummaries.forEach((stack) => {
        if (stack.StackName === event.name) there = true;
    });
    if (there) return cloudformation.describeStacks({ StackName: "shop" });
    return cloudformation.getTemplate({ StackName: "shop" });
};
