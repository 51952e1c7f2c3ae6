// Keeps two clients whose credentials the SDK gets on its own: a profile with a role, and a web identity token in a file. For every
// line on standard input, prints who each is and with which access key.
import { createInterface } from 'node:readline';
import { STS } from '@aws-sdk/client-sts';
import { fromIni, fromTokenFile } from '@aws-sdk/credential-providers';

const clients = [new STS({ credentials: fromIni({ profile: 'role' }) }), new STS({ credentials: fromTokenFile() })];
for await (const _ of createInterface({ input: process.stdin })) {
    const answers = [];
    for (const sts of clients) {
        const { Arn: arn } = await sts.getCallerIdentity({});
        answers.push({ arn, key: (await sts.config.credentials()).accessKeyId });
    }
    console.log(JSON.stringify(answers));
}
