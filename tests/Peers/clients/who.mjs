// For every line on standard input, prints who the SDK's default credentials are, and with which access key.
import { createInterface } from 'node:readline';
import { STS } from '@aws-sdk/client-sts';

const sts = new STS({});
for await (const _ of createInterface({ input: process.stdin })) {
    const { Arn: arn } = await sts.getCallerIdentity({});
    console.log(JSON.stringify({ arn, key: (await sts.config.credentials()).accessKeyId }));
}
