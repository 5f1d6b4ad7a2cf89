// Each way to sign a request, for each service whose calls are known by it
import { SignatureV4 } from "@smithy/signature-v4";
import { SignatureV4 as OldSignatureV4 } from "@aws-sdk/signature-v4";
import aws4 from "aws4";
import AWS from "aws-sdk";

export const handler = async () => {
  new SignatureV4({ service: "aoss" });
  new SignatureV4({ service: "appsync" });
  new SignatureV4({ service: "execute-api" });
  new SignatureV4({ service: "lambda" });
  new OldSignatureV4({ service: "aoss" });
  new OldSignatureV4({ service: "appsync" });
  new OldSignatureV4({ service: "execute-api" });
  new OldSignatureV4({ service: "lambda" });
  aws4.sign({ service: "aoss" });
  aws4.sign({ service: "appsync" });
  aws4.sign({ service: "execute-api" });
  aws4.sign({ service: "lambda" });
  new AWS.Signers.V4({}, "aoss");
  new AWS.Signers.V4({}, "appsync");
  new AWS.Signers.V4({}, "execute-api");
  new AWS.Signers.V4({}, "lambda");
};
